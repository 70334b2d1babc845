package dev.keyway.request;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint of a client API: where it is, and whose format it has. One row a surface. */
public enum Surface implements Destination {
  CHAT_COMPLETIONS(
      "chat-completions",
      Format.OPENAI,
      "/v1/chat/completions",
      ImmutableList.of("max_tokens", "max_completion_tokens"),
      1),
  MESSAGES("messages", Format.ANTHROPIC, "/v1/messages", ImmutableList.of("max_tokens"), 0);

  private final String wireName;
  private final Format format;
  private final String path;
  private final ImmutableList<String> outputLimits;
  private final long smallestOutputLimit;

  Surface(
      String wireName,
      Format format,
      String path,
      ImmutableList<String> outputLimits,
      long smallestOutputLimit) {
    this.wireName = wireName;
    this.format = format;
    this.path = path;
    this.outputLimits = outputLimits;
    this.smallestOutputLimit = smallestOutputLimit;
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

  /**
   * The body fields by which a client may limit the tokens of an answer; first the one that most
   * providers of the format know.
   */
  public List<String> outputLimits() {
    return outputLimits;
  }

  /**
   * The smallest number that is a limit in those fields. Smaller ones are none: model servers take
   * -1, and some 0, for as much as there is room for; Anthropic takes 0 at its word.
   */
  public long smallestOutputLimit() {
    return smallestOutputLimit;
  }

  /** The surface with exactly this path (no query), or null. */
  public static @Nullable Surface ofPath(String path) {
    for (Surface surface : values()) {
      if (surface.path.equals(path)) {
        return surface;
      }
    }
    return null;
  }
}
