package dev.keyway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InboxTest {

  private static final int LONG = 16 << 20;

  @TempDir Path folder;
  private SocketChannel peer;
  private SocketChannel here;
  private Inbox inbox;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(address);
      peer = SocketChannel.open(address);
      here = listener.accept();
    }
    inbox = new Inbox(new SocketConnection(here));
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    here.close();
  }

  private void send(byte... bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      peer.write(out);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void bytes_are_taken_as_they_were_sent_however_they_come() throws Exception {
    byte[] sent = new byte[300_000];
    new Random(1).nextBytes(sent);
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> {
          try {
            send(sent);
            peer.shutdownOutput();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    ByteBuffer read = ByteBuffer.allocate(sent.length);

    read.put(inbox.take(3)).put(inbox.take(0)).put(inbox.take(200_000));
    inbox.skip(90_000);
    read.put(sent, read.position(), 90_000);
    while (inbox.await(1)) {
      read.put(inbox.take(1));
    }

    assertThat(read.array()).isEqualTo(sent);
    sending.get();
  }

  @Test
  void a_stream_that_ends_between_messages_is_no_error_and_within_one_it_is() throws Exception {
    send((byte) 1, (byte) 2, (byte) 3);
    peer.shutdownOutput();

    assertThat(bytes(inbox.take(2))).containsExactly(1, 2);
    assertThatThrownBy(() -> inbox.take(2)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> inbox.skip(2)).isInstanceOf(EOFException.class);
    assertThat(inbox.await(1)).isFalse();
  }

  @Test
  void what_is_only_announced_takes_no_memory() throws Exception {
    send(new byte[10]);
    peer.shutdownOutput();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> inbox.take(LONG)).isInstanceOf(EOFException.class);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(LONG / 2);
  }
}
