package dev.keyway.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Anthropic;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider's replies as JSON. What is said: {@code {"say": [text, …]}}, {@code {"error": name}}
 * with {@code "after"} in milliseconds where there is one, or nothing, for what a small model would
 * say. How: {@code "hold": n} waits after so many pieces of content until it is let go, {@code
 * "silent": true} before the first byte, {@code "reset": n} breaks the connection.
 */
final class Replies {

  private Replies() {}

  static Reply[] read(JsonNode replies, Gate gate) {
    List<Reply> read = new ArrayList<>();
    replies.forEach(reply -> read.add(request -> delivered(said(reply, request), reply, gate)));
    return read.toArray(Reply[]::new);
  }

  private static Answer said(JsonNode reply, Received request) {
    if (reply.has("say")) {
      List<String> deltas = new ArrayList<>();
      reply.get("say").forEach(delta -> deltas.add(delta.asText()));
      return Answer.ok(deltas.toArray(String[]::new));
    }
    return reply.has("error") ? error(reply, request.path().contains("/messages")) : Answer.echo();
  }

  private static Answer error(JsonNode reply, boolean anthropic) {
    Duration after = Duration.ofMillis(reply.path("after").asLong());
    String name = reply.get("error").asText();
    return switch (name) {
      case "rate_limited" ->
          anthropic
              ? Anthropic.rateLimited(after).retryAfterMillis(after.toMillis())
              : OpenAi.rateLimited(after);
      case "overloaded" -> anthropic ? Anthropic.overloaded() : OpenAi.overloaded();
      case "server_error" -> anthropic ? Anthropic.serverError() : OpenAi.serverError();
      case "invalid_key" -> anthropic ? Anthropic.invalidKey() : OpenAi.invalidKey();
      case "invalid_parameter" ->
          anthropic ? Anthropic.invalidParameter() : OpenAi.invalidParameter();
      default -> throw new IllegalArgumentException("no error " + name);
    };
  }

  private static Answer delivered(Answer said, JsonNode how, Gate gate) {
    Answer answer = said;
    if (how.has("hold")) {
      answer = answer.waitingAt(Point.afterContent(how.get("hold").asInt()), gate);
    }
    if (how.path("silent").asBoolean()) {
      answer = answer.waitingAt(Point.beforeHead(), gate);
    }
    if (how.has("reset")) {
      answer = answer.resettingAt(Point.afterContent(how.get("reset").asInt()));
    }
    return answer;
  }
}
