package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;
import dev.keyway.scan.JsonTokens;
import dev.keyway.scan.JsonTokens.Token;
import dev.keyway.scan.MalformedJsonException;
import dev.keyway.scan.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    return readInPlace(body, usage) || readTolerantly(body, usage);
  }

  /** What is said of usage, where the rest is JSON in UTF-8: it is passed over, not read. */
  private static boolean readInPlace(ByteSlice body, ReportedUsage usage) {
    int end = body.offset() + body.length();
    if (Utf8.firstMalformed(body.bytes(), body.offset(), end) >= 0) {
      return false;
    }
    List<ByteSlice> found = new ArrayList<>(1);
    try {
      find(new JsonTokens(body.bytes(), body.offset(), body.length()), body.bytes(), found);
    } catch (MalformedJsonException e) {
      return false;
    }
    for (ByteSlice each : found) {
      UsageTail.readObject(each, usage);
    }
    return true;
  }

  private static void find(JsonTokens json, byte[] bytes, List<ByteSlice> found)
      throws MalformedJsonException {
    if (json.next() != Token.OBJECT) {
      json.skip();
    } else {
      while (json.next() == Token.NAME) {
        boolean wanted = json.says("usage");
        json.next();
        int start = json.start();
        json.skip();
        if (wanted) {
          found.add(new ByteSlice(bytes, start, json.stop() - start));
        }
      }
    }
    json.next();
  }

  /** The same of what may be in another encoding, or breaks off. */
  private static boolean readTolerantly(ByteSlice body, ReportedUsage usage) {
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
