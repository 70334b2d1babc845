package dev.keyway.server.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.route.Exclusion;
import dev.keyway.route.Payer;
import dev.keyway.scripted.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds what came of a case against what it says. */
final class Expectations {

  private static final String WITH = " with ";

  private final Cases.Case the;
  private final ExampleGateway.Came came;

  Expectations(Cases.Case the, ExampleGateway.Came came) {
    this.the = the;
    this.came = came;
  }

  /**
   * Fails where they differ.
   *
   * @param keyIds ids of keys by their values
   */
  void hold(Map<String, String> keyIds) throws IOException {
    assertThat(attempts()).as("tried").isEqualTo(the.tried().stream().map(this::call).toList());
    the.leftOut()
        .forEach((model, reason) ->
            assertThat(leftOut()).as("left out: " + model).containsEntry(model, reason));
    received(keyIds);
    answer();
  }

  /** The calls as the record has them. */
  private List<String> attempts() {
    return calls().map(Expectations::words).toList();
  }

  /** Those of actions that failed and went on to a next one come first. */
  private Stream<AttemptRecord> calls() {
    return Stream.concat(came.record().ruled().earlier().stream(), Stream.of(came.record()))
        .flatMap(record -> record.trials().stream())
        .flatMap(trial -> trial.attempts().stream());
  }

  private static String words(AttemptRecord attempt) {
    String key =
        switch (attempt.attempt().payer()) {
          case POLICY, HOUSE -> attempt.attempt().keyId();
          case CLIENT -> "the client's key";
          case NOBODY -> "no key";
        };
    String said = attempt.status() == 0 ? "no answer" : String.valueOf(attempt.status());
    return attempt.attempt().candidate().name() + WITH + key + ": " + said;
  }

  private String call(Map<String, JsonNode> expected) {
    String call = call(expected.keySet());
    return call + ": " + expected.get(call).asText();
  }

  private static String call(Set<String> names) {
    List<String> calls = names.stream().filter(name -> name.contains(WITH)).toList();
    assertThat(calls).as("one call an entry of tried").hasSize(1);
    return calls.getFirst();
  }

  private Map<String, String> leftOut() {
    return came.record().excluded().stream()
        .collect(Collectors.toMap(Exclusion::model, Exclusion::reason, (a, b) -> a));
  }

  /** What providers received is what the record says, and nothing else. */
  private void received(Map<String, String> keyIds) throws IOException {
    List<AttemptRecord> arrived = new ArrayList<>();
    List<Map<String, JsonNode>> expected = new ArrayList<>();
    int missed = 0;
    for (AttemptRecord attempt : calls().toList()) {
      Map<String, JsonNode> entry = the.tried().get(arrived.size() + missed);
      if (attempt.status() == 0) {
        missed++;
      } else {
        arrived.add(attempt);
        expected.add(entry);
      }
    }
    assertThat(came.received()).as("received by providers").hasSameSizeAs(arrived);
    for (int i = 0; i < arrived.size(); i++) {
      received(arrived.get(i), came.received().get(i), expected.get(i), keyIds);
    }
  }

  private static void received(
      AttemptRecord attempt,
      Received request,
      Map<String, JsonNode> expected,
      Map<String, String> keyIds)
      throws IOException {
    var candidate = attempt.attempt().candidate();
    assertThat(request.target()).startsWith("/" + candidate.provider().id() + "/");
    Payer payer = attempt.attempt().payer();
    if (payer == Payer.POLICY || payer == Payer.HOUSE) {
      assertThat(keyIds).containsEntry(request.key(), attempt.attempt().keyId());
    } else {
      assertThat(keyIds).doesNotContainKey(String.valueOf(request.key()));
    }
    Part part = new Part(request::header, request.text());
    for (Map.Entry<String, JsonNode> one : expected.entrySet()) {
      switch (one.getKey()) {
        case "path" ->
            assertThat(Providers.path(request)).as("path").isEqualTo(one.getValue().asText());
        case "headers", "body", "has", "lacks" -> part.hold(one.getKey(), one.getValue());
        default -> assertThat(one.getKey()).contains(WITH);
      }
    }
  }

  private void answer() throws IOException {
    HttpResponse<String> answer = came.answer();
    if (!the.gets().isObject()) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(the.gets().asInt());
      return;
    }
    Part part = new Part(name -> answer.headers().firstValue(name).orElse(null), answer.body());
    for (Map.Entry<String, JsonNode> one : the.gets().properties()) {
      JsonNode value = one.getValue();
      switch (one.getKey()) {
        case "status" -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(value.asInt());
        case "error" ->
            assertThat(answer.headers().firstValue("x-keyway-error")).hasValue(value.asText());
        default -> part.hold(one.getKey(), value);
      }
    }
  }

  /** One side of a message. */
  private record Part(Function<String, @Nullable String> header, String body) {

    void hold(String field, JsonNode expected) throws IOException {
      switch (field) {
        case "headers" ->
            expected
                .properties()
                .forEach(one ->
                    assertThat(header.apply(one.getKey()))
                        .as(one.getKey())
                        .isEqualTo(one.getValue().isNull() ? null : one.getValue().asText()));
        case "body" -> within(Cases.MAPPER.readTree(body), expected, "body");
        case "text" -> assertThat(body).isEqualTo(expected.asText());
        case "has" -> expected.forEach(text -> assertThat(body).contains(text.asText()));
        case "lacks" -> expected.forEach(text -> assertThat(body).doesNotContain(text.asText()));
        default -> throw new IllegalArgumentException("unknown expectation " + field);
      }
    }

    /** Members that are expected must be there; null: must not. */
    private static void within(JsonNode actual, JsonNode expected, String path) {
      if (expected.isObject() && actual.isObject()) {
        expected
            .properties()
            .forEach(one -> {
              JsonNode value = actual.get(one.getKey());
              within(
                  value == null ? NullNode.getInstance() : value,
                  one.getValue(),
                  path + "." + one.getKey());
            });
      } else {
        assertThat(actual).as(path).isEqualTo(expected);
      }
    }
  }
}
