package dev.keyway.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare connection to the relay: what is sent and read is what is on the wire. */
final class Wire implements AutoCloseable {

  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\\ncontent-length: ([0-9]+)");

  private final Socket socket;

  Wire(int port) throws IOException {
    this(port, 0);
  }

  /**
   * @param receiveBuffer how many bytes the system takes in before somebody reads; 0 leaves that to
   *     it
   */
  Wire(int port, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    socket.setSoTimeout((int) RelayStage.SOON.toMillis());
  }

  Wire send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  Wire send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  /** Sends a chat request whole; each header is a line. */
  Wire chat(String body, String... headers) throws IOException {
    return post(Client.CHAT, body, headers);
  }

  /** The same to another path. */
  Wire post(String path, String body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: x\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return send(head + "content-length: " + length + "\r\n\r\n" + body);
  }

  /** Everything up to and including {@code end}. */
  String readUntil(String end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** One whole answer that says how long it is. */
  String readAnswer() throws IOException {
    String head = readUntil("\r\n\r\n");
    Matcher length = CONTENT_LENGTH.matcher(head);
    if (!length.find()) {
      throw new IOException("an answer without a length: " + head);
    }
    byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    return head + new String(body, StandardCharsets.UTF_8);
  }

  /** Reads up to {@code end}, which comes once, and says how many bytes that were. */
  long countUntil(String end) throws IOException {
    byte[] chunk = new byte[64 << 10];
    String tail = "";
    long count = 0;
    while (!tail.contains(end)) {
      int n = socket.getInputStream().read(chunk);
      if (n < 0) {
        throw new IOException("closed after " + count + " bytes");
      }
      count += n;
      String read = tail + new String(chunk, 0, n, StandardCharsets.ISO_8859_1);
      tail = read.substring(Math.max(0, read.length() - 4 * end.length()));
    }
    return count;
  }

  /** Everything until the other side closes; a reset is an exception. */
  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Goes away as a client does whose user has lost patience. */
  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
