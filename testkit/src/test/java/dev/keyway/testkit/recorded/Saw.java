package dev.keyway.testkit.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What clients and upstream saw, as texts that can be compared. */
public final class Saw {

  /** A file shows no more of a body. */
  private static final int SHOWN = 1000;

  /** What a request that upstream answers comes to. */
  public static final String BY_UPSTREAM = "200 by upstream";

  private Saw() {}

  /** What a client saw, if the gateway itself answered. */
  public static String client(int status, Headers headers, String body) {
    return status + " " + lines(headers) + "\n" + shown(body);
  }

  /** What upstream saw. */
  public static String upstream(String method, String target, Headers headers) {
    return method + " " + target + " " + lines(headers);
  }

  /** What a recording has of it. */
  public static String upstream(JsonNode saw) {
    return saw.path("request_line").asText().replace(" HTTP/1.1", " ") + lines(headers(saw));
  }

  private static String shown(String body) {
    return body.length() > SHOWN ? body.substring(0, SHOWN) : body;
  }

  /** The headers that a recording lists. */
  public static Headers headers(JsonNode saw) {
    Headers.Builder headers = Headers.builder();
    Recording.elements(saw.path("headers"))
        .forEach(header -> {
          String line = header.asText();
          int colon = line.indexOf(": ");
          headers.add(line.substring(0, colon), line.substring(colon + 2));
        });
    return headers.build();
  }

  /** In the order of names, without what is the connection's. */
  private static List<String> lines(Headers headers) {
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!List.of("connection", "content-length", "transfer-encoding").contains(lower)) {
        lines.add(lower + ": " + value);
      }
    });
    lines.sort(null);
    return lines;
  }

  /** Which of several requests at once comes first is chance. */
  public static String anyNumber(String said) {
    return said.replaceAll("x-n: \\d", "x-n: N");
  }
}
