package dev.keyway.rule;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.regex.LosslessUtf8;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a body is text. JSON and event streams are UTF-8 by definition (RFC 8259, section 8.1; WHATWG
 * HTML standard, section 9.2.6), and so is everything else that does not say otherwise.
 *
 * @param charset what {@code Content-Type} says, or null where this Java does not know it
 */
record BodyCoding(@Nullable Charset charset) {

  static final BodyCoding UTF_8 = new BodyCoding(StandardCharsets.UTF_8);

  private static final String PARAMETER = "charset=";

  /** Of an answer with these headers. */
  static BodyCoding of(Headers headers) {
    String type = headers.first("content-type");
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(PARAMETER);
    if (at < 0) {
      return UTF_8;
    }
    String name = lower.substring(at + PARAMETER.length());
    int end = name.indexOf(';');
    return named((end < 0 ? name : name.substring(0, end)).replace('"', ' ').strip());
  }

  private static BodyCoding named(String name) {
    try {
      Charset named = Charset.forName(name);
      // All of ASCII is UTF-8, and what should be no more than that may be.
      if (!named.canEncode()) {
        return new BodyCoding(null);
      }
      return named.equals(StandardCharsets.US_ASCII) ? UTF_8 : new BodyCoding(named);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return new BodyCoding(null);
    }
  }

  /** The text, or null where it can't be read. */
  @Nullable String decode(ByteSlice body) {
    if (StandardCharsets.UTF_8.equals(charset)) {
      return LosslessUtf8.decode(body.bytes(), body.offset(), body.length());
    }
    return charset == null ? null : new String(body.bytes(), body.offset(), body.length(), charset);
  }

  /** The bytes of a text that was read. */
  byte[] encode(String text) {
    return charset == null || StandardCharsets.UTF_8.equals(charset)
        ? LosslessUtf8.encode(text)
        : text.getBytes(charset);
  }
}
