package dev.keyway.request;

import dev.keyway.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a real client sent: its content-type and its body. The files are named after the client and
 * what it was told to do, and were taken down from a socket with curl 7.88, requests 2.34, httpx
 * 0.28, aiohttp 3.14, undici 6.24 (Node's fetch), OkHttp 4.12, and the openai packages for Python
 * 3.57 and Java 4.101.
 */
record Recording(Headers headers, byte[] body) {

  static Recording of(String name) throws IOException {
    try (InputStream in = Recording.class.getResourceAsStream("forms/" + name + ".http")) {
      byte[] all = in.readAllBytes();
      String head = new String(all, StandardCharsets.ISO_8859_1);
      int end = head.indexOf("\r\n\r\n");
      String type = head.substring("content-type: ".length(), end);
      return new Recording(
          Headers.of("content-type", type), Arrays.copyOfRange(all, end + 4, all.length));
    }
  }

  String boundary() throws MalformedBodyException {
    return ((BodyType.Form) BodyType.of(headers)).boundary();
  }
}
