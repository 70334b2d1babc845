package dev.keyway.apisix.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Req;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a request call was answered.
 *
 * @param error the code of an error, else -1
 * @param status of a stop; 0: the request goes on
 */
record Told(
    int error,
    long id,
    int status,
    String path,
    List<List<String>> headers,
    List<List<String>> arguments,
    List<List<String>> responseHeaders,
    ByteBuffer body) {

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  /** The connection was closed instead. */
  static final Told CLOSED = error(-2);

  private static final int OK = 200;

  private static Told error(int code) {
    return new Told(code, 0, 0, null, List.of(), List.of(), List.of(), EMPTY);
  }

  static Told of(Worker.Frame frame) {
    return switch (frame.type()) {
      case Frames.ERROR -> error(frame.error());
      case Frames.HTTP_REQ_CALL -> of(Resp.getRootAsResp(frame.payload().duplicate()));
      default -> throw new AssertionError("a frame of type " + frame.type());
    };
  }

  private static Told of(Resp answer) {
    return switch (answer.actionType()) {
      case io.github.api7.A6.HTTPReqCall.Action.Stop -> {
        var stop = new io.github.api7.A6.HTTPReqCall.Stop();
        answer.action(stop);
        ByteBuffer body = stop.bodyAsByteBuffer();
        yield new Told(
            -1,
            answer.id(),
            stop.status() == 0 ? OK : stop.status(),
            null,
            entries(stop.headersLength(), stop::headers),
            List.of(),
            List.of(),
            body == null ? EMPTY : body);
      }
      case io.github.api7.A6.HTTPReqCall.Action.Rewrite -> {
        var rewrite = new io.github.api7.A6.HTTPReqCall.Rewrite();
        answer.action(rewrite);
        yield new Told(
            -1,
            answer.id(),
            0,
            rewrite.path(),
            entries(rewrite.headersLength(), rewrite::headers),
            entries(rewrite.argsLength(), rewrite::args),
            entries(rewrite.respHeadersLength(), rewrite::respHeaders),
            EMPTY);
      }
      default -> new Told(-1, answer.id(), 0, null, List.of(), List.of(), List.of(), EMPTY);
    };
  }

  private static List<List<String>> entries(int length, IntFunction<TextEntry> at) {
    List<List<String>> entries = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      TextEntry entry = at.apply(i);
      List<String> pair = new ArrayList<>();
      pair.add(entry.name());
      pair.add(entry.value());
      entries.add(pair);
    }
    return entries;
  }

  /** The variable that is asked for. */
  static String variable(ByteBuffer payload) {
    Req asked = Req.getRootAsReq(payload.duplicate());
    assert asked.infoType() == Info.Var;
    Var variable = new Var();
    asked.info(variable);
    return UTF_8.decode(variable.nameAsByteBuffer()).toString();
  }

  /** What the client reads. */
  String text() {
    return Texts.read(body);
  }

  /** It as said to the plugin that makes it. */
  Action action() {
    return status == 0
        ? new Rewrite(path, list(headers), list(arguments), list(responseHeaders))
        : new Stop(status, list(headers), bytes());
  }

  private byte[] bytes() {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return bytes;
  }

  private static List<Entry> list(List<List<String>> pairs) {
    return pairs.stream().map(pair -> new Entry(pair.getFirst(), pair.get(1))).toList();
  }
}
