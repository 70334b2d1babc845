package dev.keyway.apisix.runner;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.TextEntry;
import java.util.List;
import java.util.function.ToIntBiFunction;

/**
 * Writes what becomes of a request.
 *
 * @param builder an empty one
 */
record ActionWriter(FlatBufferBuilder builder) {

  /** The answer to a request call. */
  int response(long id, Action action) {
    return switch (action) {
      case Stop stop ->
          Resp.createResp(builder, id, io.github.api7.A6.HTTPReqCall.Action.Stop, written(stop));
      case Rewrite rewrite when rewrite.changesNothing() ->
          Resp.createResp(builder, id, io.github.api7.A6.HTTPReqCall.Action.NONE, 0);
      case Rewrite rewrite ->
          Resp.createResp(
              builder, id, io.github.api7.A6.HTTPReqCall.Action.Rewrite, written(rewrite));
    };
  }

  private int written(Stop stop) {
    int headers = entries(stop.headers(), io.github.api7.A6.HTTPReqCall.Stop::createHeadersVector);
    int body =
        stop.body().length == 0
            ? 0
            : io.github.api7.A6.HTTPReqCall.Stop.createBodyVector(builder, stop.body());
    return io.github.api7.A6.HTTPReqCall.Stop.createStop(builder, stop.status(), headers, body);
  }

  private int written(Rewrite rewrite) {
    int path = rewrite.path() == null ? 0 : builder.createString(rewrite.path());
    int headers =
        entries(rewrite.headers(), io.github.api7.A6.HTTPReqCall.Rewrite::createHeadersVector);
    int arguments =
        entries(rewrite.arguments(), io.github.api7.A6.HTTPReqCall.Rewrite::createArgsVector);
    int response =
        entries(
            rewrite.responseHeaders(),
            io.github.api7.A6.HTTPReqCall.Rewrite::createRespHeadersVector);
    return io.github.api7.A6.HTTPReqCall.Rewrite.createRewrite(
        builder, path, headers, arguments, response);
  }

  /** The answer to a response call. */
  int replaced(long id, Stop stop) {
    int headers = entries(stop.headers(), io.github.api7.A6.HTTPRespCall.Resp::createHeadersVector);
    int body = io.github.api7.A6.HTTPRespCall.Resp.createBodyVector(builder, stop.body());
    return io.github.api7.A6.HTTPRespCall.Resp.createResp(
        builder, id, stop.status(), headers, body);
  }

  private int entries(List<Entry> entries, ToIntBiFunction<FlatBufferBuilder, int[]> vector) {
    return entries.isEmpty()
        ? 0
        : vector.applyAsInt(builder, entries.stream().mapToInt(this::entry).toArray());
  }

  private int entry(Entry entry) {
    int name = builder.createString(entry.name());
    int value = entry.value() == null ? 0 : builder.createString(entry.value());
    return TextEntry.createTextEntry(builder, name, value);
  }
}
