package dev.keyway.apisix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.apisix.runner.Recording.Step;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * APISIX's side of a recording, played to a server whose plugin does what the stub of the recording
 * did. Configurations get the tokens that the stub gave, so each frame goes out as it was recorded,
 * byte for byte.
 */
final class Replay implements AutoCloseable {

  private static final int PASSED = 200;
  private static final int UNAVAILABLE = 503;
  private static final int NOT_FOUND = io.github.api7.A6.Err.Code.CONF_TOKEN_NOT_FOUND;
  private static final int TRIES = 3;
  private static final long SOON_SECONDS = 20;

  private final List<Step> steps;
  private final Confs confs =
      new Confs(100, Duration.ofDays(1), System::nanoTime, (identity, attempt) -> nextToken());
  private final Path socket;
  private final RunnerServer server;
  private final Map<Integer, Worker> connections = new HashMap<>();
  private final Set<Integer> served = new HashSet<>();
  private final BlockingQueue<Script> scripts = new SynchronousQueue<>();
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private volatile int token;
  private int notFound;

  /** What the clients see, as far as requests were asked about here. */
  final List<Integer> statuses = new ArrayList<>();

  /** What was not as in the recording. */
  final List<String> departures = new ArrayList<>();

  /** What the stub did with a request. */
  private record Script(List<String> variables, Action action) {}

  /** What the plugin saw of a request. */
  private record Seen(
      String method,
      String path,
      byte[] source,
      List<Entry> arguments,
      List<Entry> headers,
      List<String> variables) {}

  Replay(Path folder, Recording recording) throws IOException {
    this.steps = recording.steps();
    this.socket = folder.resolve("apisix.sock");
    this.server =
        RunnerServer.start(
            new UnixSocket(socket, PosixFilePermissions.fromString("rw-rw----"), null),
            List.of(
                plugin("steering", this::repeat),
                plugin("other", request -> Rewrite.NOTHING),
                plugin("third", request -> Rewrite.NOTHING)),
            confs);
  }

  private int nextToken() {
    return token;
  }

  private static A6Plugin plugin(String name, A6Filter filter) {
    return new A6Plugin() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public A6Filter prepare(ConfKey key, List<String> values) {
        assertThat(values).hasSize(1);
        return filter;
      }
    };
  }

  private Action repeat(A6Request request) throws ApisixGoneException {
    try {
      Script script = scripts.poll(SOON_SECONDS, TimeUnit.SECONDS);
      seen.add(
          new Seen(
              request.method(),
              request.path(),
              request.source().getAddress(),
              request.arguments(),
              request.headers(),
              request.variables(script.variables().toArray(String[]::new))));
      return script.action();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Plays all of it. */
  void play() throws Exception {
    for (int i = 0; i < steps.size(); i++) {
      switch (steps.get(i)) {
        case Step.Opened(int connection) -> connections.put(connection, Worker.at(socket));
        case Step.Closed(int connection, boolean byGateway) -> connections.get(connection).close();
        case Step.Sent sent when sent.byGateway() -> send(sent, following(sent.connection(), i));
        case Step.Sent sent -> {}
      }
    }
  }

  /** The frames that follow on this connection until the next call. */
  private List<Step.Sent> following(int connection, int index) {
    List<Step.Sent> following = new ArrayList<>();
    for (Step step : steps.subList(index + 1, steps.size())) {
      if (step.connection() == connection && step instanceof Step.Sent sent) {
        if (sent.byGateway() && sent.bytes()[0] != Frames.EXTRA_INFO) {
          break;
        }
        following.add(sent);
      }
    }
    return following;
  }

  private void send(Step.Sent sent, List<Step.Sent> following) throws Exception {
    Worker worker = connections.get(sent.connection());
    switch (sent.bytes()[0]) {
      case Frames.PREPARE_CONF -> prepare(worker, sent, following);
      case Frames.HTTP_REQ_CALL -> call(worker, sent, following);
      case Frames.HTTP_RESP_CALL -> respond(worker, sent);
      default -> {}
    }
  }

  private void prepare(Worker worker, Step.Sent sent, List<Step.Sent> following)
      throws IOException {
    JsonNode recorded = recorded(following, "PrepareConf.Resp", "conf_token");
    token = (int) recorded.asLong();
    worker.sendRaw(sent.bytes());
    Worker.Frame answer = worker.receive();
    assertThat(answer.type()).isEqualTo(Frames.PREPARE_CONF);
    assertThat(io.github.api7.A6.PrepareConf.Resp.getRootAsResp(answer.payload()).confToken())
        .isEqualTo(recorded.asLong());
    if (recorded.isMissingNode()) {
      departures.add("a token was given");
    }
    for (JsonNode entry : sent.as("PrepareConf.Req").path("conf")) {
      if (entry.path(0).asText().equals("steering")) {
        served.add(token);
      }
    }
  }

  private static JsonNode recorded(List<Step.Sent> following, String message, String field) {
    return following.stream()
        .map(each -> each.as(message).path(field))
        .filter(each -> !each.isMissingNode())
        .findFirst()
        .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  private void call(Worker worker, Step.Sent sent, List<Step.Sent> following) throws Exception {
    JsonNode request = sent.as("HTTPReqCall.Req");
    int called = (int) request.path("conf_token").asLong();
    Told expected = expected(following);
    if (expected != null && expected.error() == NOT_FOUND && confs.use(called) != null) {
      confs.clear();
    }
    List<Step.Sent> questions = questions(following);
    boolean asked = confs.use(called) != null && served.contains(called);
    worker.sendRaw(sent.bytes());
    if (asked) {
      Script script = script(questions, expected);
      assertThat(scripts.offer(script, SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
      answerQuestions(worker, questions, following);
    }
    Told told = Told.of(worker.receive());
    judge(told, expected, request.path("id").asLong());
    if (asked) {
      check(seen.remove(), request, following);
    }
  }

  /** What the stub answered, or null when it did otherwise than the protocol says. */
  private Told expected(List<Step.Sent> following) {
    Step.Sent last = following.isEmpty() ? null : following.getLast();
    if (last == null
        || !(last.decoded().has("HTTPReqCall.Resp") || last.decoded().has("Err.Resp"))) {
      departures.add("the stub did not answer, or not as the protocol says");
      return null;
    }
    if (last.as("HTTPReqCall.Resp").path("Rewrite").has("body")) {
      departures.add("the body of a request can't be rewritten");
    }
    return Told.of(last.frame());
  }

  private List<Step.Sent> questions(List<Step.Sent> following) {
    List<Step.Sent> asked =
        following.stream().filter(each -> each.decoded().has("ExtraInfo.Req")).toList();
    List<Step.Sent> possible =
        asked.stream().filter(each -> each.as("ExtraInfo.Req").has("var")).toList();
    if (possible.size() < asked.size()) {
      departures.add("something else than a variable was asked for");
    }
    return possible;
  }

  private Script script(List<Step.Sent> questions, Told expected) {
    List<String> variables =
        questions.stream().map(each -> each.as("ExtraInfo.Req").path("var").asText()).toList();
    if (expected == null || expected.error() >= 0) {
      return new Script(variables, Rewrite.NOTHING);
    }
    try {
      return new Script(variables, expected.action());
    } catch (IllegalArgumentException refused) {
      departures.add("refused: " + refused.getMessage());
      return new Script(variables, Rewrite.NOTHING);
    }
  }

  private static void answerQuestions(
      Worker worker, List<Step.Sent> questions, List<Step.Sent> following) throws IOException {
    for (Step.Sent question : questions) {
      assertThat(Told.variable(worker.receive().payload()))
          .isEqualTo(question.as("ExtraInfo.Req").path("var").asText());
      worker.sendRaw(following.get(following.indexOf(question) + 1).bytes());
    }
  }

  private void judge(Told told, Told expected, long id) {
    if (told.error() == NOT_FOUND) {
      if (++notFound == TRIES) {
        statuses.add(UNAVAILABLE);
      }
    } else {
      assertThat(told.error()).isEqualTo(-1);
      assertThat(told.id()).isEqualTo(id);
      statuses.add(told.status() == 0 ? PASSED : told.status());
      notFound = 0;
    }
    if (!told.equals(expected)) {
      departures.add("answered otherwise than " + expected);
    }
  }

  private static void check(Seen request, JsonNode recorded, List<Step.Sent> following) {
    assertThat(request.method()).isEqualTo(recorded.path("method").asText());
    assertThat(request.path()).isEqualTo(text(recorded.path("path")));
    assertThat(request.source())
        .asHexString()
        .isEqualToIgnoringCase(recorded.path("src_ip").asText());
    assertThat(request.arguments()).isEqualTo(entries(recorded.path("args")));
    if (!recorded.toString().contains("…")) {
      assertThat(request.headers()).isEqualTo(entries(recorded.path("headers")));
    }
    assertThat(request.variables())
        .isEqualTo(
            following.stream()
                .map(each -> each.as("ExtraInfo.Resp").path("result"))
                .filter(each -> !each.isMissingNode())
                .limit(request.variables().size())
                .map(Replay::text)
                .toList());
  }

  private static List<Entry> entries(JsonNode pairs) {
    List<Entry> entries = new ArrayList<>();
    pairs.forEach(pair -> entries.add(new Entry(text(pair.path(0)), text(pair.path(1)))));
    return entries;
  }

  /** Bytes that are no UTF-8 are in an object. */
  private static String text(JsonNode node) {
    return node.isNull() ? null : node.isObject() ? node.path("latin-1").asText() : node.asText();
  }

  private void respond(Worker worker, Step.Sent sent) throws IOException {
    worker.sendRaw(sent.bytes());
    Worker.Frame answer = worker.receive();
    assertThat(answer.type()).isEqualTo(Frames.HTTP_RESP_CALL);
    statuses.add(io.github.api7.A6.HTTPRespCall.Resp.getRootAsResp(answer.payload()).status());
    departures.add("no plugin decides on answers");
  }

  @Override
  public void close() throws IOException {
    for (Worker worker : connections.values()) {
      worker.close();
    }
    server.close();
  }
}
