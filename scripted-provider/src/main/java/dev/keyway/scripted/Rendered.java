package dev.keyway.scripted;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A response before it is framed.
 *
 * @param status such as 200
 * @param headers without those of framing
 * @param pieces the body
 * @param contentFrom index of the first piece that carries something of the answer
 * @param framing what suits it: {@link Framing#CHUNKED} or {@link Framing#LENGTH}
 */
record Rendered(
    int status, List<Header> headers, List<byte[]> pieces, int contentFrom, Framing framing) {

  static Rendered json(int status, Object body) {
    List<byte[]> pieces = List.of(utf8(Json.write(body)));
    return new Rendered(status, type("application/json"), pieces, 0, Framing.LENGTH);
  }

  /** A stream whose events up to {@code contentFrom} carry nothing of the answer. */
  static Rendered events(int contentFrom, List<String> events) {
    List<byte[]> pieces = events.stream().map(Rendered::utf8).toList();
    return new Rendered(
        200, type("text/event-stream; charset=utf-8"), pieces, contentFrom, Framing.CHUNKED);
  }

  /** A text that is no JSON. */
  static Rendered text(String type, String text) {
    return new Rendered(200, type(type), List.of(utf8(text)), 0, Framing.LENGTH);
  }

  /** Bytes that come as they are made. */
  static Rendered pieces(String type, List<byte[]> pieces) {
    return new Rendered(200, type(type), pieces, 0, Framing.CHUNKED);
  }

  static Rendered of(Content.Literal literal) {
    List<byte[]> pieces =
        literal.pieces().stream().map(piece -> piece.getBytes(literal.charset())).toList();
    Framing framing =
        literal.type().startsWith("text/event-stream") ? Framing.CHUNKED : Framing.LENGTH;
    return new Rendered(literal.status(), type(literal.type()), pieces, 0, framing);
  }

  Rendered withHeaders(List<Header> more) {
    List<Header> all = new ArrayList<>(headers);
    all.addAll(more);
    return new Rendered(status, all, pieces, contentFrom, framing);
  }

  /** Compressed, with the header that says so. */
  Rendered gzipped() {
    return new Rendered(status, headers, Gzip.flushed(pieces), contentFrom, framing)
        .withHeaders(List.of(new Header("content-encoding", "gzip")));
  }

  /** In pieces of {@code size} bytes, the last one maybe shorter; all count as content. */
  Rendered cut(int size) {
    byte[] body = body();
    List<byte[]> cut = new ArrayList<>();
    for (int from = 0; from < body.length; from += size) {
      cut.add(Arrays.copyOfRange(body, from, Math.min(from + size, body.length)));
    }
    return new Rendered(status, headers, cut, 0, framing);
  }

  /** All pieces one after another. */
  byte[] body() {
    if (pieces.size() == 1) {
      return pieces.getFirst();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(length());
    pieces.forEach(body::writeBytes);
    return body.toByteArray();
  }

  int length() {
    return pieces.stream().mapToInt(piece -> piece.length).sum();
  }

  private static List<Header> type(String type) {
    return type.isEmpty() ? List.of() : List.of(new Header("content-type", type));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
