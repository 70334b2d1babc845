package dev.keyway.apisix.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.socket.UnixSocket;
import io.github.api7.A6.Err.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** APISIX's frames, and what the server does with them. */
@Timeout(60)
class RunnerServerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Stage serve(A6Plugin... plugins) throws IOException {
    Path socket = folder.resolve("apisix.sock");
    return new Stage(
        socket,
        RunnerServer.start(
            new UnixSocket(socket, PosixFilePermissions.fromString("rw-rw----"), null),
            List.of(plugins)));
  }

  /** A server, and APISIX's workers at it. */
  private record Stage(Path socket, RunnerServer server) implements AutoCloseable {

    Worker worker() throws IOException {
      return Worker.at(socket);
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** A plugin, and the configurations it was given. */
  private record Noting(String name, A6Filter filter, List<String> confs) implements A6Plugin {

    Noting(String name, A6Filter filter) {
      this(name, filter, new ArrayList<>());
    }

    @Override
    public A6Filter prepare(ConfKey key, List<String> values) {
      confs.add(key + " " + values);
      return filter;
    }
  }

  private static Noting setting(String header) {
    return new Noting(
        "told", request -> Rewrite.headers(new Entry("x-told", header), new Entry("x-gone", null)));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_configuration_is_prepared_once_and_named_by_its_token() throws Exception {
    Noting plugin = setting("b");
    try (Stage stage = serve(plugin);
        Worker first = stage.worker();
        Worker second = stage.worker()) {
      int token = first.token("told", "{}");

      assertThat(second.token("told", "{}")).isEqualTo(token);
      assertThat(second.token("told", "{\"a\":1}")).isNotEqualTo(token);
      assertThat(first.token(new ConfKey("route#2#ext-plugin-post-req#100"), told("{}")))
          .isNotEqualTo(token);
      assertThat(plugin.confs)
          .containsExactly(
              "route#1#ext-plugin-post-req#100 [{}]",
              "route#1#ext-plugin-post-req#100 [{\"a\":1}]",
              "route#2#ext-plugin-post-req#100 [{}]");
      Told answer = second.ask(token);
      assertThat(answer.id()).isEqualTo(7);
      assertThat(answer.headers().getFirst()).containsExactly("x-told", "b");
      assertThat(answer.headers().get(1)).containsExactly("x-gone", null);
    }
  }

  private static Entry told(String value) {
    return new Entry("told", value);
  }

  /** Each would flush the tokens of the others again and again, if a new one ended an old one. */
  @Test
  void tokens_that_several_workers_were_given_all_stay_valid() throws Exception {
    try (Stage stage = serve(setting("b"));
        Worker one = stage.worker();
        Worker other = stage.worker()) {
      int before = one.token("told", "{}");
      int changed = other.token(new ConfKey("route#1#ext-plugin-post-req#101"), told("{}"));

      assertThat(one.ask(before).error()).isEqualTo(-1);
      assertThat(other.ask(changed).error()).isEqualTo(-1);
      assertThat(other.token("told", "{}")).isEqualTo(before);
    }
  }

  @Test
  void tokens_of_a_server_that_ended_are_unknown_to_the_next() throws Exception {
    int token;
    try (Stage before = serve(setting("b"));
        Worker worker = before.worker()) {
      token = worker.token("told", "{\"policy\":\"one\"}");
    }
    try (Stage after = serve(setting("b"));
        Worker worker = after.worker();
        Worker again = after.worker()) {
      int other = again.token("told", "{\"policy\":\"two\"}");

      assertThat(worker.ask(token).error()).isEqualTo(Code.CONF_TOKEN_NOT_FOUND);
      assertThat(again.token("told", "{\"policy\":\"one\"}")).isNotEqualTo(token);
      assertThat(again.ask(other).error()).isEqualTo(-1);
    }
  }

  @Test
  void variables_are_one_round_trip() throws Exception {
    AtomicReference<List<String>> values = new AtomicReference<>();
    Noting plugin =
        new Noting(
            "told",
            request -> {
              values.set(request.variables("consumer_name", "route_id", "empty"));
              return Rewrite.NOTHING;
            });
    try (Stage stage = serve(plugin);
        Worker worker = stage.worker()) {
      worker.sendCall(worker.token("told", ""));

      for (String name : List.of("consumer_name", "route_id", "empty")) {
        assertThat(Told.variable(worker.receive().payload())).isEqualTo(name);
      }
      worker.sendVariable(null);
      worker.sendVariable("r1");
      worker.sendVariable("");
      assertThat(worker.told(Map.of()).status()).isEqualTo(0);
      assertThat(values.get()).containsExactly(null, "r1", "");
    }
  }

  @Test
  void texts_that_are_no_utf8_are_read_byte_by_byte() throws Exception {
    AtomicReference<String> path = new AtomicReference<>();
    Noting plugin =
        new Noting(
            "told",
            request -> {
              path.set(request.path() + request.header("X-A") + request.header("x-none"));
              return Rewrite.NOTHING;
            });
    try (Stage stage = serve(plugin);
        Worker worker = stage.worker()) {
      byte[] call = Worker.call(worker.token("told", ""), "/caf##", List.of(new Entry("x-a", "ü")));
      int at = new String(call, ISO_8859_1).indexOf("##");
      call[at] = (byte) 0xe9;
      call[at + 1] = 'x';
      worker.send(Frames.HTTP_REQ_CALL, call);

      assertThat(worker.told(Map.of()).error()).isEqualTo(-1);
      assertThat(path.get()).isEqualTo("/caféxünull");
    }
  }

  @Test
  void plugins_are_asked_in_order_until_one_stops() throws Exception {
    Noting last = new Noting("last", request -> Rewrite.headers(new Entry("x-last", "1")));
    Noting stopping =
        new Noting("stopping", request -> new Stop(403, List.of(), "no".getBytes(UTF_8)));
    try (Stage stage = serve(last, stopping, setting("b"));
        Worker worker = stage.worker()) {
      int both = worker.token(Worker.KEY, told(""), new Entry("last", ""));
      int stopped =
          worker.token(Worker.KEY, told(""), new Entry("stopping", ""), new Entry("last", ""));

      assertThat(worker.ask(both).headers())
          .extracting(List::getFirst)
          .containsExactly("x-told", "x-gone", "x-last");
      Told answer = worker.ask(stopped);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).isEqualTo("no");
    }
  }

  @Test
  void entries_of_one_name_are_given_to_their_plugin_together() throws Exception {
    Noting plugin = setting("b");
    try (Stage stage = serve(plugin);
        Worker worker = stage.worker()) {
      worker.token(Worker.KEY, told("1"), told("2"));

      assertThat(plugin.confs).containsExactly(Worker.KEY + " [1, 2]");
    }
  }

  @Test
  void a_configuration_without_plugins_changes_nothing() throws Exception {
    try (Stage stage = serve(setting("b"));
        Worker worker = stage.worker()) {
      assertThat(worker.ask(worker.token(Worker.KEY)).headers()).isEmpty();
    }
  }

  @Test
  void what_a_plugin_throws_stops_the_request_and_says_nothing_of_it() throws Exception {
    A6Plugin broken =
        new A6Plugin() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public A6Filter prepare(ConfKey key, List<String> values) {
            throw new IllegalStateException("s3cret");
          }
        };
    Noting failing =
        new Noting(
            "failing",
            request -> {
              throw new IllegalStateException("s3cret");
            });
    try (Stage stage = serve(broken, failing);
        Worker worker = stage.worker()) {
      Told unprepared = worker.ask(worker.token("broken", ""));
      Told failed = worker.ask(worker.token("failing", ""));

      assertThat(List.of(unprepared.status(), failed.status())).containsOnly(500);
      assertThat(unprepared.text()).contains("could not be prepared").doesNotContain("s3cret");
      assertThat(failed.text()).contains("the plugin failed").doesNotContain("s3cret");
    }
  }

  @Test
  void a_plugin_that_is_not_served_stops_the_request() throws Exception {
    try (Stage stage = serve(setting("b"));
        Worker worker = stage.worker()) {
      Told answer = worker.ask(worker.token("other", ""));

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("does not serve a plugin");
    }
  }

  @Test
  void an_answer_that_is_no_frame_any_more_is_replaced() throws Exception {
    Noting plugin =
        new Noting("told", request -> new Stop(200, List.of(), new byte[Frames.MOST_BYTES]));
    try (Stage stage = serve(plugin);
        Worker worker = stage.worker()) {
      int token = worker.token("told", "");
      Told answer = worker.ask(token);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("longer than APISIX takes");
    }
  }

  @Test
  void asking_after_the_answer_is_an_error_of_the_plugin() throws Exception {
    AtomicReference<A6Request> kept = new AtomicReference<>();
    Noting plugin =
        new Noting(
            "told",
            request -> {
              kept.set(request);
              return Rewrite.NOTHING;
            });
    try (Stage stage = serve(plugin);
        Worker worker = stage.worker()) {
      worker.ask(worker.token("told", ""));

      assertThatThrownBy(() -> kept.get().variables("route_id"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void frames_that_are_none_of_the_protocol_are_bad_requests() throws Exception {
    try (Stage stage = serve(setting("b"));
        Worker worker = stage.worker()) {
      for (int type : List.of(0, 1, 2, 3, 4, 9, 255)) {
        worker.send(type, new byte[0]);
        assertThat(worker.receive().error()).as("type %s", type).isEqualTo(Code.BAD_REQUEST);
      }
    }
  }

  @Test
  void a_text_that_is_said_to_be_longer_than_its_message_is_a_bad_request() throws Exception {
    Noting reading = new Noting("told", request -> Rewrite.headers(request.headers().getFirst()));
    try (Stage stage = serve(reading);
        Worker worker = stage.worker()) {
      byte[] call =
          Worker.call(worker.token("told", ""), "/", List.of(new Entry("x-a", "12345678")));
      call[new String(call, ISO_8859_1).indexOf("\10\0\0\00012345678") + 1] = 0x7f;
      worker.send(Frames.HTTP_REQ_CALL, call);

      assertThat(worker.told(Map.of()).error()).isEqualTo(Code.BAD_REQUEST);
    }
  }

  /** Each entry leads to the same text, so the message is short, and all it says is not. */
  @Test
  void a_message_is_not_read_into_more_than_its_own_length() throws Exception {
    Noting reading = new Noting("told", request -> Rewrite.headers(request.headers().getFirst()));
    try (Stage stage = serve(reading);
        Worker worker = stage.worker()) {
      worker.send(Frames.HTTP_REQ_CALL, Worker.callOfOneHeader(worker.token("told", ""), 1_000));

      assertThat(worker.told(Map.of()).error()).isEqualTo(Code.BAD_REQUEST);
    }
  }

  @Test
  void a_thousand_requests_are_asked_about_at_once() throws Exception {
    int requests = 1_000;
    CountDownLatch all = new CountDownLatch(requests);
    Noting plugin =
        new Noting(
            "told",
            request -> {
              all.countDown();
              awaitUninterrupted(all);
              return Rewrite.headers(new Entry("x-all", request.variables("route_id").getFirst()));
            });
    List<Worker> workers = new ArrayList<>();
    try (Stage stage = serve(plugin);
        Worker first = stage.worker()) {
      int token = first.token("told", "");
      for (int i = 0; i < requests; i++) {
        workers.add(stage.worker());
        workers.getLast().sendCall(token);
      }
      for (Worker each : workers) {
        assertThat(each.told(Map.of("route_id", "r1")).headers())
            .containsExactly(List.of("x-all", "r1"));
      }
    } finally {
      for (Worker each : workers) {
        each.close();
      }
    }
  }

  @Test
  void a_server_that_stops_answers_what_is_under_way_and_ends_pooled_connections()
      throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Noting plugin =
        new Noting(
            "told",
            request -> {
              underWay.countDown();
              awaitUninterrupted(goOn);
              return Rewrite.headers(new Entry("x-late", request.variables("route_id").getFirst()));
            });
    Stage stage = serve(plugin);
    try (Worker pooled = stage.worker();
        Worker busy = stage.worker()) {
      busy.sendCall(pooled.token("told", ""));
      underWay.await();

      stage.server.stopAccepting();

      assertThat(pooled.receive()).isNull();
      goOn.countDown();
      assertThat(busy.told(Map.of("route_id", "r1")).headers())
          .containsExactly(List.of("x-late", "r1"));
      assertThat(busy.receive()).isNull();
    }
    stage.server.awaitEnd(SOON);
    stage.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void two_plugins_of_one_name_are_refused() {
    assertThatThrownBy(() -> serve(setting("a"), setting("b")))
        .hasMessageContaining("two plugins are named told");
    assertThat(folder).isEmptyDirectory();
  }
}
