package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;
import java.io.IOException;

/** Reads the tokens reported in a whole (not streamed) answer. */
public final class BodyUsage {

  private BodyUsage() {}

  /** The usage in this body; unknown when it is no JSON or says nothing. */
  public static Usage read(Surface surface, ByteSlice body) {
    ReportedUsage usage = ReportedUsage.of(surface.format());
    try (JsonParser json = AnswerJson.parser(body)) {
      if (json.nextToken() != null) {
        AnswerJson.members(json, name -> member(json, name, usage));
      }
    } catch (IOException e) {
      return Usage.UNKNOWN;
    }
    return usage.usage();
  }

  private static void member(JsonParser json, String name, ReportedUsage usage) throws IOException {
    if (name.equals("usage")) {
      usage.read(json);
    } else {
      json.skipChildren();
    }
  }
}
