package dev.keyway.request;

import static dev.keyway.request.BodyForm.JSON;
import static dev.keyway.request.BodyForm.MULTIPART;
import static dev.keyway.request.Format.ANTHROPIC;
import static dev.keyway.request.Format.OPENAI;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of a client API: where it is, whose format it has, and how its requests come. One
 * row a surface. Paths, forms and fields are those of OpenAI's and Anthropic's API references
 * (2026-11); reranking is in neither of them, and has the path that model servers and hosts of
 * rerankers share.
 */
public enum Surface implements Destination {
  CHAT_COMPLETIONS(
      "chat-completions",
      OPENAI,
      "/v1/chat/completions",
      ImmutableSet.of(JSON),
      "max_tokens",
      "max_completion_tokens"),
  COMPLETIONS("completions", OPENAI, "/v1/completions", ImmutableSet.of(JSON), "max_tokens"),
  RESPONSES("responses", OPENAI, "/v1/responses", ImmutableSet.of(JSON), "max_output_tokens"),
  EMBEDDINGS("embeddings", OPENAI, "/v1/embeddings", ImmutableSet.of(JSON)),
  IMAGE_GENERATIONS("images-generations", OPENAI, "/v1/images/generations", ImmutableSet.of(JSON)),
  IMAGE_EDITS("images-edits", OPENAI, "/v1/images/edits", ImmutableSet.of(JSON, MULTIPART)),
  IMAGE_VARIATIONS(
      "images-variations", OPENAI, "/v1/images/variations", ImmutableSet.of(MULTIPART)),
  AUDIO_SPEECH("audio-speech", OPENAI, "/v1/audio/speech", ImmutableSet.of(JSON)),
  AUDIO_TRANSCRIPTIONS(
      "audio-transcriptions", OPENAI, "/v1/audio/transcriptions", ImmutableSet.of(MULTIPART)),
  AUDIO_TRANSLATIONS(
      "audio-translations", OPENAI, "/v1/audio/translations", ImmutableSet.of(MULTIPART)),
  MODERATIONS("moderations", OPENAI, "/v1/moderations", ImmutableSet.of(JSON)),
  RERANK("rerank", OPENAI, "/v1/rerank", ImmutableSet.of(JSON)),
  MESSAGES("messages", ANTHROPIC, "/v1/messages", ImmutableSet.of(JSON), "max_tokens"),
  COUNT_TOKENS("count-tokens", ANTHROPIC, "/v1/messages/count_tokens", ImmutableSet.of(JSON));

  private static final ImmutableMap<String, Surface> BY_PATH =
      Arrays.stream(values()).collect(ImmutableMap.toImmutableMap(Surface::path, row -> row));

  private static final ImmutableMap<String, ImmutableSet<Surface>> BY_NAME = byName();

  private final String wireName;
  private final Format format;
  private final String path;
  private final ImmutableSet<BodyForm> forms;
  private final ImmutableList<String> outputLimits;

  Surface(
      String wireName,
      Format format,
      String path,
      ImmutableSet<BodyForm> forms,
      String... outputLimits) {
    this.wireName = wireName;
    this.format = format;
    this.path = path;
    this.forms = forms;
    this.outputLimits = ImmutableList.copyOf(outputLimits);
  }

  /** The name used in policies and expressions, such as {@code chat-completions}. */
  public String wireName() {
    return wireName;
  }

  /** The format of its requests and answers. */
  @Override
  public Format format() {
    return format;
  }

  @Override
  public String method() {
    return "POST";
  }

  /** The client's path, with its {@code /v1} prefix. */
  public String path() {
    return path;
  }

  /** The path without its {@code /v1} prefix: what is appended to a provider's base URL. */
  public String upstreamPath() {
    return path.substring("/v1".length());
  }

  /** How the body of a request to it may be written. */
  public Set<BodyForm> forms() {
    return forms;
  }

  /**
   * The body fields by which a client may limit the tokens of an answer; first the one that most
   * providers of the format know. Empty where answers are no text.
   */
  public List<String> outputLimits() {
    return outputLimits;
  }

  /**
   * The smallest number that is a limit in those fields. Smaller ones are none: model servers take
   * -1, and some 0, for as much as there is room for; Anthropic takes 0 at its word.
   */
  public long smallestOutputLimit() {
    return format == ANTHROPIC ? 0 : 1;
  }

  /** What a model must write to answer here: {@code text}, {@code image}, {@code audio} … */
  public String outputModality() {
    return switch (this) {
      case EMBEDDINGS -> "embedding";
      case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> "image";
      case AUDIO_SPEECH -> "audio";
      case CHAT_COMPLETIONS,
          COMPLETIONS,
          RESPONSES,
          AUDIO_TRANSCRIPTIONS,
          AUDIO_TRANSLATIONS,
          MODERATIONS,
          RERANK,
          MESSAGES,
          COUNT_TOKENS ->
          "text";
    };
  }

  /** The surface with exactly this path (no query), or null. */
  public static @Nullable Surface ofPath(String path) {
    return BY_PATH.get(path);
  }

  /**
   * The surfaces that a policy means by this name: one, or all of a group, such as {@code images}.
   * Empty where none has it.
   */
  public static Set<Surface> named(String name) {
    return BY_NAME.getOrDefault(name, ImmutableSet.of());
  }

  /** The names that policies may use: the surfaces', then the groups'. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  private static ImmutableMap<String, ImmutableSet<Surface>> byName() {
    ImmutableMap.Builder<String, ImmutableSet<Surface>> names = ImmutableMap.builder();
    for (Surface surface : values()) {
      names.put(surface.wireName, ImmutableSet.of(surface));
    }
    names.put("images", ImmutableSet.of(IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS));
    names.put("audio", ImmutableSet.of(AUDIO_SPEECH, AUDIO_TRANSCRIPTIONS, AUDIO_TRANSLATIONS));
    return names.build();
  }
}
