package dev.keyway.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to a language model, read in place: the body stays the client's bytes, and what Keyway
 * needs of it is held beside it with offsets.
 *
 * @param surface which endpoint
 * @param body the client's bytes, unchanged
 * @param members the top-level members of the JSON object, in order
 * @param model the {@code model} member, or null when absent or JSON null
 * @param models the {@code models} member (fallbacks in order), empty when absent
 * @param stream whether the client asked for a stream
 * @param includeUsage whether the client asked for usage in the stream ({@code
 *     stream_options.include_usage})
 * @param maxTokens the client's own output limit ({@code max_tokens} or {@code
 *     max_completion_tokens}), or null
 * @param tools whether the request offers tools
 * @param user the {@code user} (OpenAI) or {@code metadata.user_id} (Anthropic) member, or null
 */
public record AiRequest(
    Surface surface,
    byte[] body,
    List<Member> members,
    @Nullable String model,
    List<String> models,
    boolean stream,
    boolean includeUsage,
    @Nullable Long maxTokens,
    boolean tools,
    @Nullable String user) {

  public AiRequest {
    members = List.copyOf(members);
    models = List.copyOf(models);
  }

  /**
   * The names in the order the client wants them tried: {@code model}, then {@code models}, no name
   * twice.
   */
  public List<String> names() {
    java.util.LinkedHashSet<String> names = new java.util.LinkedHashSet<>();
    if (model != null) {
      names.add(model);
    }
    names.addAll(models);
    return List.copyOf(names);
  }

  /** The top-level member of this name, or null. */
  public @Nullable Member member(String name) {
    for (Member member : members) {
      if (member.name().equals(name)) {
        return member;
      }
    }
    return null;
  }

  /**
   * A top-level member of the body.
   *
   * @param name its name, unescaped
   * @param start offset of the opening quote of the name
   * @param valueStart offset of the first byte of the value
   * @param end offset after the last byte of the value
   */
  public record Member(String name, int start, int valueStart, int end) {}
}
