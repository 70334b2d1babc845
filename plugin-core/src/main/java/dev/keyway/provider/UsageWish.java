package dev.keyway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.catalogue.UsageInStreams;
import dev.keyway.request.AiRequest;
import dev.keyway.request.AiRequest.Member;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Asks a stream to say what it used, where its client did not: {@code stream_options.include_usage}
 * (OpenAI API reference, chat completions and completions). What the client set beside it stays.
 */
final class UsageWish {

  static final String FIELD = "stream_options";

  private static final String OPTION = "include_usage";
  private static final JsonMapper JSON = new JsonMapper();

  private UsageWish() {}

  /**
   * Whether it can be asked for here, and is not already.
   *
   * @param added what the policy adds to the body: where it has the field, it means what it says
   */
  static boolean fits(
      AiRequest request, Candidate candidate, FieldRules rules, Map<String, Object> added) {
    return request.stream()
        && !request.includeUsage()
        && takesOption(request.surface())
        && candidate.endpoint().usageInStreams() == UsageInStreams.WHEN_ASKED
        && !rules.exclude(FIELD)
        && !added.containsKey(FIELD);
  }

  private static boolean takesOption(Surface surface) {
    return surface == Surface.CHAT_COMPLETIONS || surface == Surface.COMPLETIONS;
  }

  /** The field's value. */
  static Object value(AiRequest request) {
    Member sent = request.member(FIELD);
    ObjectNode options = JSON.createObjectNode();
    if (sent != null && read(request, sent) instanceof ObjectNode given) {
      options.setAll(given);
    }
    return options.put(OPTION, true);
  }

  private static JsonNode read(AiRequest request, Member member) {
    try {
      return JSON.readTree(request.body(), member.valueStart(), member.end() - member.valueStart());
    } catch (IOException e) {
      throw new UncheckedIOException("the body was read before", e);
    }
  }
}
