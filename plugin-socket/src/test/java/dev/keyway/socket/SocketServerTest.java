package dev.keyway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketServerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final Letters letters = new Letters('a');
  private final List<SocketServer> started = new ArrayList<>();

  private Path path() {
    return folder.resolve("gateway.sock");
  }

  private UnixSocket socket(String mode, @Nullable String group) {
    return new UnixSocket(path(), PosixFilePermissions.fromString(mode), group);
  }

  /** Closed when the test ends, should it not have done so. */
  private SocketServer start(Letters service) throws IOException {
    SocketServer server = SocketServer.start(socket("rw-rw----", null), "test", service);
    started.add(server);
    return server;
  }

  @AfterEach
  void close() {
    started.forEach(SocketServer::close);
  }

  @Test
  void the_file_appears_with_its_mode_and_goes_with_the_server() throws Exception {
    try (SocketServer server = start(letters);
        Peer peer = Peer.at(path())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
          .isEqualTo("rw-rw----");
      assertThat(server).hasToString("unix:" + path());
      assertThat(peer.ask('x')).isEqualTo('a');
      assertThat(peer.ask('y')).isEqualTo('a');
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_socket_that_an_ended_process_left_is_replaced() throws Exception {
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path()));
    }
    assertThat(path()).exists();
    start(letters);
    try (Peer peer = Peer.at(path())) {
      assertThat(peer.ask('x')).isEqualTo('a');
    }
  }

  @Test
  void a_file_that_is_no_socket_is_left_alone() throws Exception {
    Files.writeString(path(), "a policy");

    assertThatThrownBy(() -> start(letters)).hasMessageContaining("is there and no socket");
    assertThat(path()).hasContent("a policy");
  }

  @Test
  void a_group_that_is_not_there_is_told_and_nothing_is_left() {
    assertThatThrownBy(
            () -> SocketServer.start(socket("rw-rw----", "no-such-group"), "test", letters))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no group no-such-group");
    assertThat(folder).isEmptyDirectory();
  }

  /** As many requests as that come when a gateway was reloaded: each opens its connection. */
  @Test
  void a_burst_of_a_thousand_connections_is_taken() throws Exception {
    List<Peer> peers = new ArrayList<>();
    start(letters);
    try {
      for (int i = 0; i < 1_000; i++) {
        peers.add(Peer.at(path()));
      }
      for (Peer peer : peers) {
        peer.say('x');
      }
      for (Peer peer : peers) {
        assertThat(peer.hear()).isEqualTo('a');
      }
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }

  @Test
  void a_server_that_takes_over_leaves_no_gap() throws Exception {
    CountDownLatch underWay = new CountDownLatch(300);
    FutureTask<String> asking =
        new FutureTask<>(() -> {
          StringBuilder answers = new StringBuilder();
          do {
            try (Peer peer = Peer.at(path())) {
              answers.append(peer.ask('x'));
            }
            underWay.countDown();
          } while (answers.indexOf("bbbbb") < 0);
          return answers.toString();
        });
    SocketServer before = start(letters);
    Thread.ofPlatform().start(asking);
    underWay.await();

    start(new Letters('b'));
    before.stopAccepting();
    before.awaitEnd(SOON);
    before.close();

    assertThat(asking.get()).matches("a{300,}b+");
    assertThat(path()).exists();
  }

  @Test
  void a_connection_that_rests_ends_when_the_server_stops_and_a_busy_one_when_it_is_answered()
      throws Exception {
    SocketServer server = start(letters);
    try (Peer resting = Peer.at(path());
        Peer busy = Peer.at(path())) {
      assertThat(resting.ask('x')).isEqualTo('a');
      busy.say('w');
      letters.waiting.await();

      server.stopAccepting();

      assertThat(resting.hear()).isEqualTo('-');
      letters.goOn.countDown();
      assertThat(busy.hear()).isEqualTo('a');
      assertThat(busy.hear()).isEqualTo('-');
    }
    server.awaitEnd(SOON);
    server.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_request_that_comes_when_its_connection_was_ended_meets_the_end_and_no_reset()
      throws Exception {
    try (SocketServer server = start(letters);
        Peer peer = Peer.at(path())) {
      peer.ask('x');
      server.stopAccepting();

      assertThat(peer.ask('y')).isEqualTo('-');
    }
  }

  @Test
  void connections_that_did_not_ask_yet_are_answered_once_when_the_server_stops() throws Exception {
    List<Peer> peers = new ArrayList<>();
    try (SocketServer server = start(letters)) {
      for (int i = 0; i < 50; i++) {
        peers.add(Peer.at(path()));
      }
      server.stopAccepting();
      assertThatThrownBy(() -> Peer.at(path())).isInstanceOf(IOException.class);

      for (Peer peer : peers) {
        assertThat(peer.ask('x')).isEqualTo('a');
        assertThat(peer.hear()).isEqualTo('-');
        peer.close();
      }
      server.awaitEnd(SOON);
    }
  }

  /** A gateway that needed it no more has put it aside: nobody waits for an answer there. */
  @Test
  void a_connection_that_was_silent_from_the_start_for_long_ends_when_the_server_stops()
      throws Exception {
    SocketServer server = start(Thread.ofVirtual().factory(), Duration.ZERO);
    try (Peer silent = Peer.at(path())) {
      letters.met.await();

      server.stopAccepting();

      assertThat(silent.hear()).isEqualTo('-');
    }
    server.awaitEnd(SOON);
  }

  @Test
  void a_connection_that_stays_silent_is_not_waited_for_as_one_that_is_answered() throws Exception {
    SocketServer server = start(Thread.ofVirtual().factory(), Duration.ofMillis(500));
    Thread ending = Thread.ofPlatform().unstarted(() -> server.awaitEnd(SOON));
    try (Peer silent = Peer.at(path());
        Peer busy = Peer.at(path())) {
      busy.say('w');
      letters.waiting.await();
      server.stopAccepting();
      ending.start();

      assertThat(silent.hear()).isEqualTo('-');
      letters.goOn.countDown();
      assertThat(busy.hear()).isEqualTo('a');
    }
    ending.join();
  }

  @Test
  void closing_ends_what_is_under_way() throws Exception {
    SocketServer server = start(letters);
    try (Peer silent = Peer.at(path());
        Peer busy = Peer.at(path())) {
      busy.say('w');
      letters.waiting.await();

      server.close();

      assertThat(busy.hear()).isEqualTo('-');
      assertThat(silent.hear()).isEqualTo('-');
    }
  }

  @Test
  void waiting_for_the_end_takes_no_longer_than_the_grace() throws Exception {
    try (SocketServer server = start(letters);
        Peer silent = Peer.at(path())) {
      letters.met.await();
      server.stopAccepting();

      server.awaitEnd(Duration.ofMillis(1));

      assertThat(silent.ask('x')).isEqualTo('a');
    }
  }

  @Test
  void a_connection_for_which_there_is_no_thread_is_closed_and_the_next_one_served()
      throws Exception {
    AtomicBoolean first = new AtomicBoolean(true);
    startOn(task -> {
      if (first.getAndSet(false)) {
        throw new OutOfMemoryError("no thread");
      }
      return Thread.ofVirtual().unstarted(task);
    });
    try (Peer refused = Peer.at(path());
        Peer next = Peer.at(path())) {
      assertThat(refused.hear()).isEqualTo('-');
      assertThat(next.ask('x')).isEqualTo('a');
    }
  }

  @Test
  void closing_waits_for_another_thread_that_stops_the_server() throws Exception {
    CountDownLatch taking = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    SocketServer server =
        startOn(task -> {
          taking.countDown();
          await(goOn);
          return Thread.ofVirtual().unstarted(task);
        });
    try (Peer peer = Peer.at(path())) {
      taking.await();
      Thread stopping = Thread.ofPlatform().start(server::stopAccepting);
      awaitRest(stopping);
      Thread closing = Thread.ofPlatform().start(server::close);
      awaitRest(closing);

      assertThat(closing.isAlive()).isTrue();
      goOn.countDown();
      closing.join();
      stopping.join();
      assertThat(peer.hear()).isEqualTo('-');
    } finally {
      goOn.countDown();
    }
  }

  private SocketServer startOn(ThreadFactory threads) throws IOException {
    return start(threads, SOON);
  }

  private SocketServer start(ThreadFactory threads, Duration firstWord) throws IOException {
    SocketServer server =
        SocketServer.start(socket("rw-rw----", null), "test", letters, threads, firstWord);
    started.add(server);
    return server;
  }

  /** Until it waits for something, or has ended. */
  private static void awaitRest(Thread thread) {
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_defect_ends_its_own_connection_only() throws Exception {
    start(letters);
    try (Peer other = Peer.at(path());
        Peer peer = Peer.at(path())) {
      assertThat(peer.ask('d')).isEqualTo('-');
      assertThat(other.ask('x')).isEqualTo('a');
    }
  }
}
