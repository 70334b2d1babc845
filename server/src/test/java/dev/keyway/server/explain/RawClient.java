package dev.keyway.server.explain;

import dev.keyway.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client of one connection that sends headers as they are given, and nothing else. */
final class RawClient implements AutoCloseable {

  private final int port;
  private Socket socket;

  RawClient(int port) {
    this.port = port;
  }

  /** An answer; names of headers in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {}

  Answer send(String target, Headers headers, byte[] body) throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
    }
    StringBuilder head = new StringBuilder("POST " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
    all.write(body);
    socket.getOutputStream().write(all.toByteArray());
    return read();
  }

  private Answer read() throws IOException {
    InputStream in = socket.getInputStream();
    int status = Integer.parseInt(line(in).split(" ", -1)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body =
        headers.containsKey("transfer-encoding")
            ? chunks(in)
            : exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    if ("close".equals(headers.get("connection"))) {
      close();
    }
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = Integer.parseInt(line(in), 16);
    while (size > 0) {
      body.write(exactly(in, size));
      line(in);
      size = Integer.parseInt(line(in), 16);
    }
    line(in);
    return body.toByteArray();
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer broke off");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended in a head");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
