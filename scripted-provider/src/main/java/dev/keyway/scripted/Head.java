package dev.keyway.scripted;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of a response's status line and fields. */
final class Head {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private Head() {}

  static byte[] of(Interim interim) {
    return bytes(interim.status(), interim.headers(), "");
  }

  static byte[] of(Rendered rendered, Framing framing) {
    String framingField =
        switch (framing) {
          case CHUNKED -> "transfer-encoding: chunked\r\n";
          case UNTIL_CLOSE -> "connection: close\r\n";
          case LENGTH, NATURAL -> length(rendered);
        };
    return bytes(rendered.status(), rendered.headers(), framingField);
  }

  private static String length(Rendered rendered) {
    return rendered.status() == NO_CONTENT || rendered.status() == NOT_MODIFIED
        ? ""
        : "content-length: " + rendered.length() + "\r\n";
  }

  private static byte[] bytes(int status, List<Header> headers, String framingField) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(status).append(' ').append(HttpResponseStatus.valueOf(status).reasonPhrase());
    head.append("\r\n");
    headers.forEach(
        header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    return head.append(framingField)
        .append("\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
