package dev.keyway.server.demo;

import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import dev.keyway.record.DecisionRecord;
import dev.keyway.relay.RelayStartException;
import dev.keyway.server.demo.Scene.Ask;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays scenes: sends their requests over HTTP, and holds what came of them against what they say.
 */
final class Demo {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private Demo() {}

  /**
   * What came of a scene.
   *
   * @param record what the gateway wrote down
   * @param status what the client got
   * @param answer the body the client got
   * @param problem what went otherwise than the scene says, or empty
   */
  record Played(Scene scene, DecisionRecord record, int status, String answer, String problem) {

    boolean asExpected() {
      return problem.isEmpty();
    }
  }

  /**
   * Plays scenes in order and hands each result over as soon as it is there.
   *
   * @param envoy what stands before the relay, or null: nothing
   */
  static List<Played> play(List<Scene> scenes, @Nullable DemoEnvoy envoy, Consumer<Played> each)
      throws RelayStartException, EnvoyStartException, IOException, InterruptedException {
    List<Played> results = new ArrayList<>();
    int next = 0;
    while (next < scenes.size()) {
      int end = next + 1;
      while (end < scenes.size() && scenes.get(end).goesOn()) {
        end++;
      }
      for (Played played : together(scenes.subList(next, end), envoy)) {
        each.accept(played);
        results.add(played);
      }
      next = end;
    }
    return results;
  }

  /** Plays scenes that go on from one another, on one gateway. */
  private static List<Played> together(List<Scene> scenes, @Nullable DemoEnvoy envoy)
      throws RelayStartException, EnvoyStartException, IOException, InterruptedException {
    List<Played> results = new ArrayList<>();
    try (Cast cast = Cast.start();
        DemoGateway gateway = DemoGateway.start(scenes.getFirst().policy(), cast, envoy, 0);
        HttpClient client = HttpClient.newHttpClient()) {
      for (Scene scene : scenes) {
        scene.script().accept(cast);
        if (scene.rehearsal() != null) {
          send(client, gateway, scene.rehearsal());
          gateway.nextRecord();
        }
        HttpResponse<String> answer = send(client, gateway, scene.asked());
        results.add(played(scene, gateway.nextRecord(), answer));
      }
    }
    return results;
  }

  private static HttpResponse<String> send(HttpClient client, DemoGateway gateway, Ask ask)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions"))
            .timeout(ANSWER_LIMIT)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(ask.body()));
    if (ask.withKey()) {
      request.header("authorization", "Bearer " + gateway.accessKey().reveal());
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static Played played(Scene scene, DecisionRecord record, HttpResponse<String> answer) {
    List<String> attempts = attempts(record).stream().map(Demo::words).toList();
    String problem = "";
    if (!attempts.equals(scene.expected().attempts())) {
      problem = "expected the attempts " + scene.expected().attempts() + ", saw " + attempts;
    } else if (answer.statusCode() != scene.expected().status()) {
      problem = "expected the answer " + scene.expected().status() + ", got " + answer.statusCode();
    } else if (answer.statusCode() == 200 && !answer.body().contains("choices")) {
      problem = "expected a completion, got " + answer.body();
    }
    return new Played(scene, record, answer.statusCode(), answer.body(), problem);
  }

  static List<AttemptRecord> attempts(DecisionRecord record) {
    List<AttemptRecord> attempts = new ArrayList<>();
    for (ModelTrial trial : record.trials()) {
      attempts.addAll(trial.attempts());
    }
    return attempts;
  }

  private static String words(AttemptRecord attempt) {
    return attempt.attempt().candidate().provider().id()
        + ":"
        + attempt.attempt().candidate().model().id()
        + " with "
        + attempt.attempt().keyId()
        + " said "
        + attempt.status();
  }
}
