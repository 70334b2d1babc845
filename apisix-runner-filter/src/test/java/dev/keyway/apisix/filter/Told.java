package dev.keyway.apisix.filter;

import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.HTTPReqCall.Rewrite;
import io.github.api7.A6.HTTPReqCall.Stop;
import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What APISIX is told of a request.
 *
 * @param status of an answer; 0: the request goes on
 * @param headers of the answer, or of the request where it goes on: null removes one
 */
record Told(int status, Map<String, String> headers, String body) {

  static Told of(ByteBuffer message) {
    Resp told = Resp.getRootAsResp(message);
    return switch (told.actionType()) {
      case Action.Stop -> {
        Stop stop = (Stop) told.action(new Stop());
        yield new Told(
            stop.status(),
            entries(stop.headersLength(), stop::headers),
            StandardCharsets.UTF_8.decode(stop.bodyAsByteBuffer()).toString());
      }
      case Action.Rewrite -> {
        Rewrite rewrite = (Rewrite) told.action(new Rewrite());
        yield new Told(0, entries(rewrite.headersLength(), rewrite::headers), "");
      }
      default -> new Told(0, Map.of(), "");
    };
  }

  private static Map<String, String> entries(int length, IntFunction<TextEntry> at) {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < length; i++) {
      entries.put(at.apply(i).name(), at.apply(i).value());
    }
    return entries;
  }
}
