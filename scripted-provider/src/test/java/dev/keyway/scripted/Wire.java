package dev.keyway.scripted;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare connection to a provider: what is sent and read is what is on the wire. */
final class Wire implements AutoCloseable {

  private final Socket socket;

  Wire(ScriptedProvider provider) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(Loopback.port(provider.port()));
    socket.setSoTimeout((int) Client.SOON.toMillis());
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Sends a chat request. */
  Wire chat(String body) throws IOException {
    return send(head(body.length()) + body);
  }

  /** The head of a chat request with a body of this length; extra fields end in CRLF. */
  static String head(int length, String... extraFields) {
    return "POST %s HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%s\r\n"
        .formatted(Client.CHAT, length, String.join("", extraFields));
  }

  /** Everything up to and including {@code end}. */
  String readUntil(String end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end, Math.max(0, read.length() - end.length() - 1)) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** Everything until the other side closes; a reset is an exception. */
  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
