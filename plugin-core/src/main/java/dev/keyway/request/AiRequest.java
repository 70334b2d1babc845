package dev.keyway.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to a language model, read in place: the body stays the client's bytes, and what Keyway
 * needs of it is held beside it with offsets.
 *
 * @param surface which endpoint
 * @param body the client's bytes, unchanged; of a large upload its beginning
 * @param layout how they hold what follows
 * @param members the top-level members of the JSON object, or the whole parts of the form, in order
 * @param model the {@code model} member, or null when absent or JSON null
 * @param models the {@code models} member (fallbacks in order), empty when absent
 * @param stream whether the client asked for a stream
 * @param includeUsage whether the client asked for usage in the stream ({@code
 *     stream_options.include_usage})
 * @param maxTokens the client's own output limit: the largest of {@code max_tokens}, {@code
 *     max_completion_tokens} and {@code max_output_tokens}; null when there is none, or one of them
 *     is negative, which some local servers take for "no limit"
 * @param tools whether the request offers tools
 * @param user the {@code user} (OpenAI) or {@code metadata.user_id} (Anthropic) member, or null
 */
public record AiRequest(
    Surface surface,
    byte[] body,
    BodyLayout layout,
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

  /** A request whose body is JSON. */
  public AiRequest(
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
    this(
        surface,
        body,
        BodyLayout.JSON,
        members,
        model,
        models,
        stream,
        includeUsage,
        maxTokens,
        tools,
        user);
  }

  /**
   * The names in the order the client wants them tried: {@code model}, then {@code models}, no name
   * twice.
   */
  public List<String> names() {
    if (models.isEmpty()) {
      return model == null ? List.of() : List.of(model);
    }
    Set<String> names = new LinkedHashSet<>();
    if (model != null) {
      names.add(model);
    }
    names.addAll(models);
    return List.copyOf(names);
  }

  /**
   * The field that a member is of: a form's list has brackets after its name, such as {@code
   * image[]}.
   */
  public String field(String memberName) {
    return switch (layout) {
      case BodyLayout.Json json -> memberName;
      case BodyLayout.Form form -> FormNames.field(memberName);
    };
  }

  /** The top-level member of this name (the first, where it stands more than once), or null. */
  public @Nullable Member member(String name) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().equals(name)) {
        return members.get(i);
      }
    }
    return null;
  }

  /**
   * What stays the same while a conversation grows: a hash of the system prompt and the first user
   * message, 32 hexadecimal digits; null when the body has neither. Computed anew at each call, at
   * the cost of reading the body up to that message.
   */
  public @Nullable String conversation() {
    return Conversation.of(this);
  }

  /** Says how much there is, and nothing of what the client wrote. */
  @Override
  public String toString() {
    return "AiRequest[" + surface + ", " + body.length + " bytes, " + members.size() + " members]";
  }

  /**
   * A top-level member of the body.
   *
   * @param name its name, unescaped
   * @param start offset of the opening quote of the name; of a part, that of the line with the
   *     boundary before it
   * @param valueStart offset of the first byte of the value
   * @param end offset after the last byte of the value
   */
  public record Member(String name, int start, int valueStart, int end) {}
}
