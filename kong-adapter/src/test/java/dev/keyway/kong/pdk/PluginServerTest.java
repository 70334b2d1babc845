package dev.keyway.kong.pdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.KongWorker.Handled;
import dev.keyway.kong.pdk.wire.RpcReturn;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kong's commands, and what the server does with them. */
@Timeout(60)
class PluginServerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void an_instance_gets_its_configuration_and_handles_events() throws Exception {
    Told plugin = new Told(kong -> kong.service().request().setHeader("x-a", "b"));
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      int id = kong.start("told", "{\"__seq__\":1}");

      assertThat(kong.access(id).functions()).containsExactly("kong.service.request.set_header");
      assertThat(kong.access(id).functions()).containsExactly("kong.service.request.set_header");
      assertThat(plugin.configs).containsExactly("{\"__seq__\":1}");
    }
    assertThat(plugin.closed).hasValue(1);
  }

  /** Its id may have been given to a request just before, on another connection. */
  @Test
  void an_instance_that_was_closed_handles_what_is_on_its_way() throws Exception {
    Told plugin = new Told(kong -> kong.service().request().setHeader("x-a", "b"));
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker();
        KongWorker late = stage.worker()) {
      int id = kong.start("told", "{}");
      kong.close(id);

      assertThat(late.access(id).functions()).containsExactly("kong.service.request.set_header");
      assertThat(plugin.closed).hasValue(0);
    }
    assertThat(plugin.closed).hasValue(1);
  }

  @Test
  void closing_an_instance_that_is_not_known_is_answered() throws Exception {
    try (Stage stage = Stage.of(folder, new Told(kong -> {}));
        KongWorker kong = stage.worker()) {
      kong.close(17);
      assertThat(kong.access(kong.start("told", "{}")).closed()).isFalse();
    }
  }

  /** Kong forgets its instances when the connection is closed, starts them anew, and asks again. */
  @Test
  void an_event_for_an_instance_that_is_not_known_closes_the_connection() throws Exception {
    try (Stage stage = Stage.of(folder, new Told(kong -> {}));
        KongWorker kong = stage.worker()) {
      Handled handled = kong.access(17);

      assertThat(handled.closed()).isTrue();
      assertThat(handled.functions()).isEmpty();
    }
  }

  @Test
  void ids_of_a_server_that_ended_are_unknown_to_the_next() throws Exception {
    int id;
    try (Stage before = Stage.of(folder, new Told(kong -> {}));
        KongWorker kong = before.worker()) {
      id = kong.start("told", "{\"policy\":\"one\"}");
    }
    try (Stage after = Stage.of(folder, new Told(kong -> {}));
        KongWorker kong = after.worker();
        KongWorker again = after.worker()) {
      int other = again.start("told", "{\"policy\":\"two\"}");

      assertThat(other).isNotEqualTo(id);
      assertThat(kong.access(id).closed()).isTrue();
      assertThat(again.access(other).closed()).isFalse();
    }
  }

  @Test
  void any_number_may_be_an_id() throws Exception {
    int[] ids = {0, Integer.MIN_VALUE, -1, Integer.MAX_VALUE};
    List<Integer> left = new ArrayList<>();
    for (int id : ids) {
      left.add(id);
    }
    Instances instances =
        new Instances(10, Duration.ofHours(1), System::nanoTime, () -> left.removeFirst());
    Started started = new Started("told", kong -> {});
    for (int id : ids) {
      assertThat(instances.add(started)).isEqualTo(id);
    }
    for (int id : ids) {
      assertThat(instances.use(id)).isNotNull();
    }
  }

  @Test
  void the_instance_that_was_longest_unused_goes_when_there_are_too_many() throws Exception {
    Told plugin = new Told(kong -> {});
    try (Stage stage = Stage.of(folder, Stage.TIGHT, plugin);
        KongWorker kong = stage.worker()) {
      int first = kong.start("told", "{}");
      int second = kong.start("told", "{}");
      int third = kong.start("told", "{}");
      kong.access(first);
      int fourth = kong.start("told", "{}");

      assertThat(plugin.closed).hasValue(1);
      for (int kept : List.of(first, third, fourth)) {
        assertThat(kong.access(kept).closed()).isFalse();
      }
      assertThat(kong.access(second).closed()).isTrue();
    }
  }

  @Test
  void a_plugin_that_can_not_be_started_gets_an_instance_that_denies() throws Exception {
    KongPlugin broken =
        new KongPlugin() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public PluginInstance start(byte[] configJson) {
            throw new IllegalStateException("s3cret");
          }
        };
    try (Stage stage = Stage.of(folder, broken);
        KongWorker kong = stage.worker()) {
      Handled handled = kong.access(kong.start("broken", "{}"));

      assertThat(handled.status()).isEqualTo(500);
      assertThat(handled.body()).contains("could not be started").doesNotContain("s3cret");
    }
  }

  @Test
  void a_plugin_that_is_not_served_gets_an_instance_that_denies() throws Exception {
    try (Stage stage = Stage.of(folder, new Told(kong -> {}));
        KongWorker kong = stage.worker()) {
      Handled handled = kong.access(kong.start("other", "{}"));

      assertThat(handled.status()).isEqualTo(500);
      assertThat(handled.body()).contains("does not serve this plugin");
    }
  }

  @Test
  void two_plugins_of_one_name_are_refused() {
    assertThatThrownBy(() -> Stage.of(folder, new Told(kong -> {}), new Told(kong -> {})))
        .hasMessageContaining("two plugins are named told");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void other_phases_than_access_pass() throws Exception {
    Told plugin = new Told(kong -> kong.response().exit(403, null, Map.of()));
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      kong.sendEvent(kong.start("told", "{}"), "log");

      assertThat(kong.handled(Map.of()).status()).isEqualTo(0);
    }
  }

  @Test
  void a_command_of_another_kind_is_answered_with_its_sequence() throws Exception {
    try (Stage stage = Stage.of(folder, new Told(kong -> {}));
        KongWorker kong = stage.worker()) {
      // sequence 9, cmd_get_plugin_names
      kong.send(new byte[] {0x08, 9, (byte) 0xfa, 0x01, 0});

      assertThat(RpcReturn.parseFrom(kong.receive()))
          .isEqualTo(RpcReturn.newBuilder().setSequence(9).build());
    }
  }

  @Test
  void fields_may_come_in_any_order_and_unknown_ones_are_skipped() throws Exception {
    Told plugin = new Told(kong -> {});
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      ByteArrayOutputStream start = new ByteArrayOutputStream();
      start.writeBytes(new byte[] {(byte) 0x8a, 0x02, 15}); // cmd_start_instance
      start.writeBytes(new byte[] {0x7a, 1, 'x'}); // field 15: nobody knows it
      start.writeBytes(new byte[] {0x12, 4, '{', '\n', '\n', '}'}); // config
      start.writeBytes(new byte[] {0x0a, 4, 't', 'o', 'l', 'd'}); // name
      start.writeBytes(new byte[] {0x08, 5}); // sequence
      kong.send(start.toByteArray());

      RpcReturn returned = RpcReturn.parseFrom(kong.receive());
      assertThat(returned.getSequence()).isEqualTo(5);
      assertThat(returned.getInstanceStatus().getName())
          .isEqualTo(ByteString.copyFrom("told", UTF_8));
      assertThat(plugin.configs).containsExactly("{\n\n}");
    }
  }

  @Test
  void a_thousand_events_are_handled_at_once() throws Exception {
    int events = 1_000;
    CountDownLatch all = new CountDownLatch(events);
    Told plugin =
        new Told(kong -> {
          all.countDown();
          all.await();
          kong.service().request().setHeader("x-all", kong.request().method());
        });
    List<KongWorker> workers = new ArrayList<>();
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker first = stage.worker()) {
      int id = first.start("told", "{}");
      for (int i = 0; i < events; i++) {
        workers.add(stage.worker());
        workers.getLast().sendEvent(id, "access");
      }
      for (KongWorker kong : workers) {
        assertThat(kong.handled(Map.of()).functions())
            .containsExactly("kong.request.get_method", "kong.service.request.set_header");
      }
    } finally {
      for (KongWorker kong : workers) {
        kong.close();
      }
    }
  }

  @Test
  void a_server_that_stops_lets_events_end_and_ends_pooled_connections() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Told plugin =
        new Told(kong -> {
          underWay.countDown();
          goOn.await();
          kong.service().request().setHeader("x-host", kong.request().host());
        });
    Stage stage = Stage.of(folder, plugin);
    try (KongWorker pooled = stage.worker();
        KongWorker busy = stage.worker()) {
      int id = pooled.start("told", "{}");
      busy.sendEvent(id, "access");
      underWay.await();

      stage.server().stopAccepting();

      assertThat(pooled.receive()).isNull();
      goOn.countDown();
      assertThat(busy.handled(Map.of()).functions())
          .containsExactly("kong.request.get_host", "kong.service.request.set_header");
      assertThat(busy.receive()).isNull();
    }
    stage.server().awaitEnd(SOON);
    stage.close();
    assertThat(plugin.closed).hasValue(1);
    assertThat(folder).isEmptyDirectory();
  }
}
