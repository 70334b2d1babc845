package dev.keyway.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Who asks {@link Letters}. */
record Peer(SocketChannel channel) implements AutoCloseable {

  /** Connects as gateways do: an attempt for which there is no room fails at once. */
  static Peer at(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.configureBlocking(false);
    if (!channel.connect(UnixDomainSocketAddress.of(path))) {
      throw new IOException("no room");
    }
    channel.configureBlocking(true);
    return new Peer(channel);
  }

  void say(char request) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {(byte) request}));
  }

  /** The answer, or {@code '-'} at the end of the stream. */
  char hear() throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(1);
    return channel.read(answer) < 0 ? '-' : (char) answer.get(0);
  }

  char ask(char request) throws IOException {
    say(request);
    return hear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
