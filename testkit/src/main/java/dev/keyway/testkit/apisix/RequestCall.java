package dev.keyway.testkit.apisix;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.keyway.testkit.openresty.LuaError;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks what is to become of a request, and does it. */
record RequestCall(Worker worker, ExtPlugin plugin, ApisixRequest request)
    implements Worker.Rpc<Outcome> {

  /** Of the client's lines; the rest goes upstream and is not shown. */
  private static final int MOST_HEADERS = 100;

  @Override
  public Outcome over(RunnerConnection connection) throws CallFailed {
    long token = worker.token(plugin, request.context());
    String path = path();
    Arguments arguments = Arguments.parse(request.query());
    connection.send(Frame.HTTP_REQ_CALL, message(token, path, arguments));
    Frame frame = new ExtraInfo(request, null).answers(connection);
    if (frame.type() != Frame.HTTP_REQ_CALL) {
      throw new CallFailed("unexpected type " + frame.type());
    }
    return Messages.read(() -> act(Resp.getRootAsResp(frame.message()), arguments));
  }

  /** The one that an earlier plugin wants upstream to see may bring other arguments. */
  private String path() {
    String uri = request.upstreamUri();
    if (uri.isEmpty()) {
      return request.uri();
    }
    int query = uri.indexOf('?');
    if (query < 0) {
      return uri;
    }
    request.query(uri.substring(query + 1));
    return uri.substring(0, query);
  }

  private ByteBuffer message(long token, String path, Arguments arguments) {
    int method = method();
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int pathText = Messages.string(builder, path);
    int source = Req.createSrcIpVector(builder, request.client().getAddress());
    List<Entry> all = arguments.inAnyOrder(worker.chance());
    int args = Req.createArgsVector(builder, Messages.entries(builder, all));
    int headers = Req.createHeadersVector(builder, Messages.entries(builder, headers()));
    return Messages.finished(
        builder,
        Req.createReq(builder, worker.nextId(), source, method, pathText, args, headers, token));
  }

  private int method() {
    int number = Arrays.asList(Method.names).indexOf(request.method());
    if (number < 0) {
      throw new LuaError("attempt to compare number with nil");
    }
    return number;
  }

  /** By their names in lower case. */
  private List<Entry> headers() {
    Map<String, List<Entry>> byName = new HashMap<>();
    List<Entry> lines = new ArrayList<>();
    request.headers().forEach((name, value) -> lines.add(new Entry(name, value)));
    for (Entry line : lines.subList(0, Math.min(lines.size(), MOST_HEADERS))) {
      String name = line.name().toLowerCase(Locale.ROOT);
      String value = name.equals("host") ? request.upstreamHost() : line.value();
      byName.computeIfAbsent(name, any -> new ArrayList<>()).add(new Entry(name, value));
    }
    return worker.chance().order(byName.values()).stream().flatMap(List::stream).toList();
  }

  private Outcome act(Resp answer, Arguments arguments) {
    return switch (answer.actionType()) {
      case Action.Stop -> {
        var stop = new io.github.api7.A6.HTTPReqCall.Stop();
        answer.action(stop);
        yield Stopping.outcome(stop);
      }
      case Action.Rewrite -> {
        RewriteMessage rewrite = new RewriteMessage();
        answer.action(rewrite);
        new Rewriting(worker, request, arguments).rewrite(rewrite);
        yield Outcome.PASSED;
      }
      default -> Outcome.PASSED;
    };
  }
}
