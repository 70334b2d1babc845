package dev.keyway.testkit.apisix;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.keyway.http.Headers;
import io.github.api7.A6.HTTPRespCall.Req;
import io.github.api7.A6.HTTPRespCall.Resp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Asks what is to become of an answer, and does it. */
record ResponseCall(Worker worker, ExtPlugin plugin, ApisixRequest request, UpstreamAnswer answer)
    implements Worker.Rpc<Outcome> {

  @Override
  public Outcome over(RunnerConnection connection) throws CallFailed {
    long token = worker.token(plugin, request.context());
    connection.send(Frame.HTTP_RESP_CALL, message(token));
    Frame frame = new ExtraInfo(request, answer).answers(connection);
    if (frame.type() != Frame.HTTP_RESP_CALL) {
      throw new CallFailed("unexpected type " + frame.type());
    }
    return Messages.read(() -> answered(Resp.getRootAsResp(frame.message())));
  }

  private ByteBuffer message(long token) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    List<Entry> lines = new ArrayList<>();
    answer.headers().forEach((name, value) -> lines.add(new Entry(name, value)));
    List<Entry> anyOrder = worker.chance().order(lines);
    int headers = Req.createHeadersVector(builder, Messages.entries(builder, anyOrder));
    return Messages.finished(
        builder, Req.createReq(builder, worker.nextId(), answer.status(), headers, token));
  }

  /** A header that the runner sets takes the place of all of upstream's. */
  private Outcome answered(Resp said) {
    int status = said.status() == 0 ? answer.status() : said.status();
    byte[] body = Messages.bytes(said.bodyAsByteBuffer());
    Headers headers =
        said.headersLength() == 0
            ? answer.headers().without(Rewriting.EXCLUDED::contains)
            : Stopping.headers(Messages.entries(said.headersLength(), said::headers));
    return new Outcome.Answered(
        status, body.length == 0 ? answer.body() : body, Stopping.typed(headers, status));
  }
}
