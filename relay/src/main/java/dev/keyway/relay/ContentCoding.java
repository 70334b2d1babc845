package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Providers are asked for plain bodies; one that compresses all the same is still understood where
 * it is judged.
 */
final class ContentCoding {

  private ContentCoding() {}

  static boolean isPlain(HttpClientResponse answer) {
    return coding(answer).isEmpty();
  }

  /**
   * The bytes decoded, as far as they can be and at most {@code limit} of them; as they came when
   * the coding is not known.
   */
  static ByteSlice decoded(HttpClientResponse answer, ByteSlice bytes, int limit) {
    return switch (coding(answer)) {
      case "gzip", "x-gzip" -> inflated(bytes, limit, GZIPInputStream::new);
      case "deflate" -> inflated(bytes, limit, InflaterInputStream::new);
      default -> bytes;
    };
  }

  /**
   * The bytes decoded, or null where that can't be done, or gives more than {@code limit} of them.
   */
  static @Nullable ByteSlice decodedWhole(HttpClientResponse answer, ByteSlice bytes, int limit) {
    return switch (coding(answer)) {
      case "" -> bytes.length() > limit ? null : bytes;
      case "gzip", "x-gzip" -> inflatedWhole(bytes, limit, GZIPInputStream::new);
      case "deflate" -> inflatedWhole(bytes, limit, InflaterInputStream::new);
      default -> null;
    };
  }

  /**
   * Whether the bytes, all there are, are damaged as far as {@code limit} bytes of what they hold;
   * of a coding that is not known nothing can be said.
   */
  static boolean isDamaged(HttpClientResponse answer, ByteSlice bytes, int limit) {
    return switch (coding(answer)) {
      case "" -> false;
      case "gzip", "x-gzip" -> breaks(bytes, limit, GZIPInputStream::new);
      case "deflate" -> breaks(bytes, limit, InflaterInputStream::new);
      default -> false;
    };
  }

  private static String coding(HttpClientResponse answer) {
    String coding = answer.getHeader("content-encoding");
    String known = coding == null ? "" : coding.trim().toLowerCase(Locale.ROOT);
    return known.equals("identity") ? "" : known;
  }

  private interface Opener {
    InputStream open(InputStream coded) throws IOException;
  }

  private static ByteSlice inflated(ByteSlice bytes, int limit, Opener opener) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    InputStream coded = new ByteArrayInputStream(bytes.bytes(), bytes.offset(), bytes.length());
    byte[] chunk = new byte[8192];
    try (InputStream in = opener.open(coded)) {
      for (int n = in.read(chunk); n > 0 && plain.size() < limit; n = in.read(chunk)) {
        plain.write(chunk, 0, n);
      }
    } catch (IOException e) {
      // Cut off or damaged: what could be read is what there is to judge.
    }
    return ByteSlice.of(plain.toByteArray());
  }

  private static boolean breaks(ByteSlice bytes, int limit, Opener opener) {
    ByteArrayInputStream coded =
        new ByteArrayInputStream(bytes.bytes(), bytes.offset(), bytes.length());
    try (InputStream in = opener.open(coded)) {
      in.skipNBytes(limit);
      return false;
    } catch (EOFException ended) {
      // Its own end, or one of the coding in its middle.
      return inflatedWhole(bytes, limit, opener) == null;
    } catch (IOException damaged) {
      return true;
    }
  }

  private static @Nullable ByteSlice inflatedWhole(ByteSlice bytes, int limit, Opener opener) {
    ByteArrayInputStream coded =
        new ByteArrayInputStream(bytes.bytes(), bytes.offset(), bytes.length());
    try (InputStream in = opener.open(coded)) {
      byte[] plain = in.readNBytes(limit + 1);
      return plain.length > limit ? null : ByteSlice.of(plain);
    } catch (IOException damaged) {
      return null;
    }
  }
}
