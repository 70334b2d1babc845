package dev.keyway.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.http.Headers;
import dev.keyway.socket.UnixSocket;
import dev.keyway.testing.TestCertificate;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvoyServerTest {

  private static final ProcessingRequest CHAT =
      EnvoyStage.head("POST", "/v1/chat/completions", Headers.empty());
  private static final Map<String, String> RELAY =
      Map.of("x-keyway-stage", "relay", "x-keyway-version", "1", "x-keyway-policy", "chat");

  @TempDir private Path folder;

  private final EnvoyStage stage = new EnvoyStage(EnvoyStage.POLICY);

  private EnvoyServer start(EnvoyAddress address) throws IOException {
    return EnvoyServer.start(address, () -> stage.serving, InstantSource.system());
  }

  private EnvoyServer start(UnixSocket socket) throws IOException {
    return start(new EnvoyAddress.OnSocket(socket));
  }

  private UnixSocket socket() {
    return new UnixSocket(
        folder.resolve("envoy.sock"), PosixFilePermissions.fromString("rw-rw----"), null);
  }

  @Test
  void a_socket_appears_with_its_mode_and_answers_and_goes_with_the_server() throws Exception {
    EnvoyServer server = start(socket());
    try (EnvoyPeer envoy = EnvoyPeer.at(server)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket().path())))
          .isEqualTo("rw-rw----");
      assertThat(server.address()).isEqualTo("unix:" + socket().path());
      assertThat(envoy.ask(RELAY, CHAT).hasRequestHeaders()).isTrue();
    } finally {
      server.close();
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(stage.records).as("of rehearsals").isEmpty();
  }

  @Test
  void a_socket_that_was_left_is_replaced() throws Exception {
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(socket().path()));
    }
    try (EnvoyServer server = start(socket());
        EnvoyPeer envoy = EnvoyPeer.at(server)) {
      assertThat(envoy.ask(RELAY, CHAT).hasRequestHeaders()).isTrue();
    }
  }

  @Test
  void a_file_that_is_no_socket_is_left_alone() throws Exception {
    Files.writeString(socket().path(), "a policy");

    assertThatThrownBy(() -> start(socket())).hasMessageContaining("is there and no socket");
    assertThat(socket().path()).hasContent("a policy");
  }

  @Test
  void a_group_that_is_not_there_is_told_and_nothing_is_left() {
    UnixSocket strangers = new UnixSocket(socket().path(), socket().mode(), "no-such-group");

    assertThatThrownBy(() -> start(strangers)).hasMessageContaining("no group no-such-group");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void who_takes_over_keeps_the_socket_when_the_one_before_ends() throws Exception {
    EnvoyServer before = start(socket());
    try (EnvoyServer after = start(socket())) {
      before.close();
      try (EnvoyPeer envoy = EnvoyPeer.at(after)) {
        assertThat(envoy.ask(RELAY, CHAT).hasRequestHeaders()).isTrue();
      }
    }
  }

  @Test
  void what_is_under_way_ends_before_the_server_does() throws Exception {
    EnvoyServer server = start(socket());
    try (EnvoyPeer envoy = EnvoyPeer.at(server)) {
      EnvoyPeer.Filter plan =
          envoy.filter(
              Map.of("x-keyway-stage", "plan", "x-keyway-version", "1", "x-keyway-policy", "chat"));
      plan.say(CHAT);
      server.stopAccepting();

      ProcessingResponse planned = plan.say(EnvoyStage.body(EnvoyStage.HELLO));

      assertThat(planned.hasRequestBody()).isTrue();
      plan.cancel();
      server.awaitEnd(EnvoyPeer.SOON);
    } finally {
      server.close();
    }
    assertThat(stage.records).hasSize(1);
  }

  /** Who watches usage may be talking with the process that takes over by then. */
  @Test
  void an_answer_whose_usage_nobody_told_is_recorded_when_the_server_ends() throws Exception {
    EnvoyServer server = start(socket());
    try (EnvoyPeer envoy = EnvoyPeer.at(server)) {
      EnvoyPeer.Filter plan =
          envoy.filter(
              Map.of(
                  "x-keyway-stage", "plan",
                  "x-keyway-version", "1",
                  "x-keyway-policy", "chat",
                  "x-keyway-usage", "observed"));
      NativeRequest request = new NativeRequest(message -> told(plan, message));
      request.begin(EnvoyStage.HELLO);
      EnvoyPeer.Filter first =
          envoy.filter(Map.of("x-keyway-stage", "attempt", "x-keyway-version", "1"));
      first.say(request.tryAt(1, request.cluster(1), Headers.empty()));
      first.say(EnvoyStage.answer(200, Headers.of("content-type", "application/json"), false));
      plan.say(
          EnvoyStage.answer(
              200, Headers.of("content-type", "application/json", "x-keyway-passed", "1"), false));
      assertThat(stage.records).isEmpty();
    } finally {
      server.close();
    }
    assertThat(stage.records).hasSize(1);
  }

  private static Conversation.Reply told(EnvoyPeer.Filter filter, ProcessingRequest message) {
    try {
      return Conversation.Reply.more(filter.say(message));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_filter_that_says_nothing_of_itself_is_told_in_a_closed_way() throws Exception {
    try (EnvoyServer server = start(socket());
        EnvoyPeer envoy = EnvoyPeer.at(server)) {
      for (Map<String, String> metadata :
          List.of(
              Map.<String, String>of(),
              Map.of("x-keyway-stage", "sign"),
              Map.of("x-keyway-stage", "relay", "x-keyway-policy", "chat"),
              Map.of("x-keyway-stage", "relay", "x-keyway-version", "2"),
              Map.of("x-keyway-stage", "relay", "x-keyway-version", "1"))) {
        ProcessingResponse response = envoy.ask(metadata, CHAT);
        assertThat(response.getImmediateResponse().getStatus().getCode()).isEqualTo(500);
        assertThat(response.getImmediateResponse().getDetails()).isEqualTo("keyway_filter_unfit");
      }
    }
  }

  @Test
  void a_folder_that_is_not_there_is_told() {
    UnixSocket nowhere = new UnixSocket(folder.resolve("no/envoy.sock"), socket().mode(), null);

    assertThatThrownBy(() -> start(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not there: make it");
  }

  @Test
  void a_guarded_port_answers_only_who_shows_a_certificate_of_its_authority() throws Exception {
    TestCertificate own = new TestCertificate(Files.createDirectory(folder.resolve("own")));
    TestCertificate envoys = new TestCertificate(Files.createDirectory(folder.resolve("envoy")));
    EnvoyAddress guarded =
        new EnvoyAddress.Port(
            "127.0.0.1",
            0,
            new EnvoyAddress.Tls(own.certificateFile(), own.keyFile(), envoys.certificateFile()));
    try (EnvoyServer server = start(guarded)) {
      int port = Integer.parseInt(server.address().substring("127.0.0.1:".length()));
      try (EnvoyPeer known = EnvoyPeer.at(port, own, envoys);
          EnvoyPeer stranger = EnvoyPeer.at(port, own, own);
          EnvoyPeer nobody = EnvoyPeer.at(port, own, null)) {
        assertThat(known.ask(RELAY, CHAT).hasRequestHeaders()).isTrue();
        assertThatThrownBy(() -> stranger.ask(RELAY, CHAT)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> nobody.ask(RELAY, CHAT)).isInstanceOf(ExecutionException.class);
      }
    }
  }
}
