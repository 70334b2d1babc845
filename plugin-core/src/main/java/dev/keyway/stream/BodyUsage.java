package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;
import java.io.IOException;

/** Reads the tokens reported in a whole (not streamed) answer. */
public final class BodyUsage {

  private BodyUsage() {}

  /**
   * Longer bodies are images and vectors, which take a millisecond a megabyte to read whole. What
   * was used stands at one of their ends.
   */
  private static final int LONG = 256 * 1024;

  private static final int BEGINNING = 16 * 1024;

  /** The usage in this body; unknown when it is no JSON or says nothing. */
  public static Usage read(Surface surface, ByteSlice body) {
    ReportedUsage usage = ReportedUsage.of(surface);
    if (body.length() <= LONG) {
      return readMembers(body, usage) ? usage.usage() : Usage.UNKNOWN;
    }
    readMembers(new ByteSlice(body.bytes(), body.offset(), BEGINNING), usage);
    int end = body.offset() + body.length();
    UsageTail.read(new ByteSlice(body.bytes(), end - UsageTail.BYTES, UsageTail.BYTES), usage);
    return usage.usage();
  }

  /** The usage in the last bytes of a body that was not kept whole. */
  public static Usage readTail(Surface surface, ByteTail tail) {
    ReportedUsage usage = ReportedUsage.of(surface);
    UsageTail.read(tail.slice(), usage);
    return usage.usage();
  }

  /** A tail that is long enough for {@link #readTail}. */
  public static ByteTail tail() {
    return new ByteTail(UsageTail.BYTES);
  }

  /** Whether it is JSON to its end. */
  private static boolean readMembers(ByteSlice body, ReportedUsage usage) {
    try (JsonParser json = AnswerJson.parser(body)) {
      if (json.nextToken() != null) {
        AnswerJson.members(json, name -> usage.member(json, name));
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
