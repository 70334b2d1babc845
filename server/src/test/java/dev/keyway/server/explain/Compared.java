package dev.keyway.server.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.explain.Plan;
import dev.keyway.explain.ShownRequest;
import dev.keyway.record.DecisionRecord;
import dev.keyway.record.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One side of a comparison, in words: what the client got, what each provider received, and the
 * decision record less what only a real call has.
 *
 * @param reply status, code and message
 * @param requests what was sent, in order
 * @param record the record
 */
record Compared(String reply, List<String> requests, JsonNode record) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Said by a real answer alone, or made anew for each request. */
  private static final Set<String> NOT_COMPARED =
      Set.of(
          "id",
          "api_key_hash",
          "response",
          "resent",
          "request_headers",
          "input_ngrok_tokens",
          "output_ngrok_tokens",
          "upstream_input_tokens",
          "upstream_output_tokens");

  static Compared of(Plan plan) {
    Plan.Reply reply = plan.reply();
    return new Compared(
        words(reply.status(), reply.code(), reply.message()),
        plan.attempts().stream()
            .filter(Reach::arrives)
            .map(attempt -> words(attempt.request()))
            .toList(),
        json(plan.record()));
  }

  static String words(int status, Object code, Object message) {
    return code == null ? status + " passed on" : status + " " + code + ": " + message;
  }

  /** A request, its headers sorted: their order between names means nothing. */
  static String words(ShownRequest request) {
    List<String> lines = new ArrayList<>();
    request.headers().stream()
        .map(field -> field.name() + ": " + field.value())
        .sorted()
        .forEach(lines::add);
    lines.addFirst(request.method() + " " + request.url());
    lines.add(request.body());
    return String.join("\n", lines);
  }

  static JsonNode json(DecisionRecord record) {
    try {
      JsonNode tree = JSON.readTree(RecordJson.line(record));
      strip(tree);
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(NOT_COMPARED);
    }
    node.forEach(Compared::strip);
  }

  /** For a report. */
  String text() {
    return reply + "\n\n" + String.join("\n\n", requests) + "\n\n" + record.toPrettyString();
  }
}
