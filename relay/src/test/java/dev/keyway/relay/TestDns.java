package dev.keyway.relay;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server that gives one answer to all questions for an IPv4 address (RFC 1035). */
final class TestDns implements AutoCloseable {

  static final int NO_ERROR = 0;
  static final int SERVER_FAILURE = 2;
  static final int NO_SUCH_NAME = 3;

  private static final int HEADER_BYTES = 12;
  private static final int TYPE_A = 1;
  private static final int TTL_SECONDS = 1;

  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();
  private volatile List<String> addresses;
  private volatile int code = NO_ERROR;

  TestDns(String... addresses) throws IOException {
    this.addresses = List.of(addresses);
    socket =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    Thread.ofVirtual().start(this::serve);
  }

  /** Asks this one, and keeps its answers as the relay does. */
  NameSettings settings() {
    return new NameSettings(
        List.of("127.0.0.1:" + socket.getLocalPort()), null, Duration.ofMinutes(5), Duration.ZERO);
  }

  /** Answers so from now on. */
  void answer(String... others) {
    addresses = List.of(others);
    code = NO_ERROR;
  }

  /** Fails from now on. */
  void fail(int responseCode) {
    code = responseCode;
  }

  int questions() {
    return questions.get();
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        socket.receive(question);
        questions.incrementAndGet();
        byte[] answer = answerTo(question.getData());
        socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] answerTo(byte[] question) throws IOException {
    int end = HEADER_BYTES;
    while (question[end] != 0) {
      end += question[end] + 1;
    }
    int type = question[end + 2];
    List<String> given = code == NO_ERROR && type == TYPE_A ? addresses : List.of();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(question, 0, 2);
    out.writeShort(0x8180 | code);
    out.writeShort(1);
    out.writeShort(given.size());
    out.writeInt(0);
    out.write(question, HEADER_BYTES, end + 5 - HEADER_BYTES);
    for (String address : given) {
      out.writeShort(0xC000 | HEADER_BYTES);
      out.writeShort(TYPE_A);
      out.writeShort(1);
      out.writeInt(TTL_SECONDS);
      out.writeShort(4);
      out.write(InetAddress.getByName(address).getAddress());
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
