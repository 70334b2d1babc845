package dev.keyway.kong.pdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.KongWorker.Handled;
import dev.keyway.kong.pdk.wire.RawBodyResult;
import dev.keyway.kong.pdk.wire.RpcReturn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How events end, whatever a plugin does and Kong replies. */
@Timeout(60)
class EventTest {

  private static final Map<String, List<String>> NONE = Map.of();

  @TempDir Path folder;

  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

  private Handled handled(Told.Access access, Map<String, byte[]> replies) throws Exception {
    try (Stage stage = Stage.of(folder, Stage.TIGHT, new Told(access));
        KongWorker kong = stage.worker()) {
      return kong.access(kong.start("told", "{}"), replies);
    }
  }

  /** One round trip for a call that returns something, and none for those that don't. */
  @Test
  void calls_that_return_nothing_are_sent_with_the_end_before_kong_replied() throws Exception {
    Told plugin =
        new Told(kong -> {
          kong.service().request().setHeader("x-one", "1");
          kong.service().request().clearHeader("x-two");
        });
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      kong.sendEvent(kong.start("told", "{}"), "access");

      assertThat(kong.receive()).asString(UTF_8).isEqualTo("kong.service.request.set_header");
      assertThat(kong.receive()).isNotEmpty();
      assertThat(kong.receive()).asString(UTF_8).isEqualTo("kong.service.request.clear_header");
      assertThat(kong.receive()).isNotEmpty();
      assertThat(kong.receive()).isEmpty();
      assertThat(RpcReturn.parseFrom(kong.receive()).getSequence()).isEqualTo(3);
      kong.send(new byte[0]);
      kong.send(new byte[0]);

      assertThat(kong.start("told", "{}")).isNotZero();
    }
  }

  @Test
  void replies_of_calls_that_were_sent_together_are_kept_apart() throws Exception {
    Handled handled =
        handled(
            kong -> {
              kong.service().request().setHeader("x-one", "1");
              kong.log().warn("two");
              told.add(kong.request().method());
            },
            Map.of("kong.request.get_method", Texts.argument("GET").toByteArray()));

    assertThat(handled.functions())
        .containsExactly(
            "kong.service.request.set_header", "kong.log.warn", "kong.request.get_method");
    assertThat(told.take()).isEqualTo("GET");
  }

  /** Replies that nobody reads would stop Kong, and calls that nobody reads us. */
  @Test
  void any_number_of_calls_that_return_nothing_is_well() throws Exception {
    String value = "v".repeat(1_000);
    Handled handled =
        handled(
            kong -> {
              for (int i = 0; i < 5_000; i++) {
                kong.service().request().addHeader("x-many", value);
              }
            },
            Map.of());

    assertThat(handled.functions()).hasSize(5_000);
    assertThat(handled.closed()).isFalse();
  }

  @Test
  void exit_is_the_last_that_is_sent() throws Exception {
    Told plugin = new Told(kong -> kong.response().exit(403, "no".getBytes(UTF_8), NONE));
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      int id = kong.start("told", "{}");
      Handled handled = kong.access(id);
      assertThat(handled.status()).isEqualTo(403);
      assertThat(handled.body()).isEqualTo("no");

      kong.shutdownOutput();
      assertThat(kong.receive()).isNull();
    }
  }

  @Test
  void an_event_that_kong_goes_on_with_after_exit_is_ended() throws Exception {
    Told plugin = new Told(kong -> kong.response().exit(403, null, NONE));
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      int id = kong.start("told", "{}");
      assertThat(kong.access(id).status()).isEqualTo(403);

      kong.send(new byte[0]);

      assertThat(kong.receive()).isEmpty();
      assertThat(RpcReturn.parseFrom(kong.receive()).getSequence()).isEqualTo(3);
      assertThat(kong.access(id).status()).isEqualTo(403);
    }
  }

  @Test
  void calls_after_exit_fail() throws Exception {
    Handled handled =
        handled(
            kong -> {
              kong.response().exit(403, null, NONE);
              try {
                kong.service().request().setHeader("x-a", "b");
              } catch (IllegalStateException e) {
                told.add(e.getMessage());
              }
            },
            Map.of());

    assertThat(handled.functions()).containsExactly("kong.response.exit");
    assertThat(told.take())
        .isEqualTo("kong.service.request.set_header after the event ended with exit");
  }

  @Test
  void calls_after_the_event_fail() throws Exception {
    BlockingQueue<Kong> kept = new LinkedBlockingQueue<>();
    assertThat(handled(kept::add, Map.of()).functions()).isEmpty();

    assertThat(catchThrowable(() -> kept.take().client().consumer()))
        .hasMessage("kong.client.get_consumer after the event was handled");
  }

  @Test
  void what_a_plugin_throws_denies_the_request_and_is_not_shown() throws Exception {
    Handled handled =
        handled(
            kong -> {
              kong.service().request().setHeader("x-a", "b");
              throw new IllegalArgumentException("s3cret");
            },
            Map.of());

    assertThat(handled.functions())
        .containsExactly("kong.service.request.set_header", "kong.response.exit");
    assertThat(handled.status()).isEqualTo(500);
    assertThat(handled.body()).contains("\"code\":\"plugin_failed\"").doesNotContain("s3cret");
    assertThat(Values.readHeaders(handled.exit().getHeaders()))
        .isEqualTo(Map.of("content-type", List.of("application/json")));
  }

  @Test
  void an_error_of_the_machine_denies_the_request() throws Exception {
    Handled handled =
        handled(
            kong -> {
              throw new StackOverflowError();
            },
            Map.of());

    assertThat(handled.status()).isEqualTo(500);
  }

  @Test
  void what_a_plugin_throws_after_exit_changes_nothing() throws Exception {
    Handled handled =
        handled(
            kong -> {
              kong.response().exit(403, null, NONE);
              throw new IllegalArgumentException();
            },
            Map.of());

    assertThat(handled.status()).isEqualTo(403);
  }

  @Test
  void a_reply_that_can_not_be_read_denies_the_request() throws Exception {
    byte[] cut = {0x0a, 50, 'x'};

    Handled handled =
        handled(kong -> kong.client().consumer(), Map.of("kong.client.get_consumer", cut));

    assertThat(handled.status()).isEqualTo(500);
  }

  /** What comes after it belongs to this event, not to the next one on the connection. */
  @Test
  void a_reply_that_can_not_be_read_spoils_no_further_event() throws Exception {
    byte[] cut = {0x0a, 50, 'x'};
    byte[] credential = {0x0a, 1, 'c'};
    Told plugin =
        new Told(kong -> {
          try {
            told.add(String.valueOf(kong.client().authenticated()));
          } catch (UnreadableReply e) {
            told.add("unreadable");
          }
        });
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      int id = kong.start("told", "{}");
      Map<String, byte[]> replies = new HashMap<>();
      replies.put("kong.client.get_credential", credential);
      replies.put("kong.client.get_consumer", cut);
      assertThat(kong.access(id, replies).closed()).isFalse();
      assertThat(told.take()).isEqualTo("unreadable");

      replies.put("kong.client.get_consumer", new byte[] {0x0a, 1, 'i'});
      assertThat(kong.access(id, replies).closed()).isFalse();
      assertThat(told.take())
          .isEqualTo(
              "Authenticated[consumer=Consumer[id=i, username=null, customId=null, tags=[]], credential=c]");
    }
  }

  /** Closing the connection would make Kong repeat the event for ever. */
  @Test
  void a_reply_above_the_bound_is_read_over_and_denies_the_request() throws Exception {
    byte[] reply = new byte[Stage.TIGHT.mostFrameBytes() + 1];

    Handled handled =
        handled(kong -> kong.request().rawBody(), Map.of("kong.request.get_raw_body", reply));

    assertThat(handled.status()).isEqualTo(500);
    assertThat(handled.closed()).isFalse();
  }

  @Test
  void a_plugin_may_go_on_after_a_reply_above_the_bound_and_so_may_kong() throws Exception {
    byte[] reply = new byte[Stage.TIGHT.mostFrameBytes() + 1];
    Told plugin =
        new Told(kong -> {
          try {
            told.add(kong.request().rawBody());
          } catch (UnreadableReply e) {
            told.add(e.getMessage());
          }
        });
    try (Stage stage = Stage.of(folder, Stage.TIGHT, plugin);
        KongWorker kong = stage.worker()) {
      int id = kong.start("told", "{}");
      for (int i = 0; i < 2; i++) {
        Handled handled = kong.access(id, Map.of("kong.request.get_raw_body", reply));

        assertThat(handled.closed()).isFalse();
        assertThat(handled.status()).isZero();
        assertThat(told.take())
            .isEqualTo(
                "what kong.request.get_raw_body returned can't be read: it is malformed, or too"
                    + " long");
      }
    }
  }

  @Test
  void a_reply_at_the_bound_is_read() throws Exception {
    byte[] body = "b".repeat(Stage.TIGHT.mostFrameBytes() - 4).getBytes(UTF_8);
    byte[] reply =
        RawBodyResult.newBuilder().setContent(ByteString.copyFrom(body)).build().toByteArray();
    assertThat(reply).hasSize(Stage.TIGHT.mostFrameBytes());

    Handled handled =
        handled(
            kong -> told.add(((RawBody.Content) kong.request().rawBody()).bytes()),
            Map.of("kong.request.get_raw_body", reply));

    assertThat(handled.status()).isZero();
    assertThat(told.take()).isEqualTo(body);
  }

  @Test
  void kong_that_leaves_within_an_event_is_told_to_the_plugin_and_harms_nobody() throws Exception {
    Told plugin =
        new Told(kong -> {
          try {
            kong.client().consumer();
          } catch (KongGoneException e) {
            told.add(e);
            throw e;
          }
        });
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker();
        KongWorker other = stage.worker()) {
      int id = kong.start("told", "{}");
      kong.sendEvent(id, "access");
      assertThat(kong.receive()).asString(UTF_8).isEqualTo("kong.client.get_consumer");
      kong.leave();

      assertThat(told.take()).isInstanceOf(KongGoneException.class);
      assertThat(other.access(id).closed()).isFalse();
    }
  }

  @Test
  void kong_that_leaves_within_a_reply_is_told_to_the_plugin() throws Exception {
    Told plugin =
        new Told(kong -> {
          try {
            told.add(kong.request().method());
          } catch (KongGoneException e) {
            told.add(e.getMessage());
            throw e;
          }
        });
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      kong.sendEvent(kong.start("told", "{}"), "access");
      kong.sendRaw(new byte[] {5, 0, 0, 0, 0x0a});
      kong.shutdownOutput();

      assertThat(told.take()).isEqualTo("the connection to Kong broke within an event");
    }
  }
}
