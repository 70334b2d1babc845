package dev.keyway.bench;

import io.netty.buffer.Unpooled;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.buffer.BufferInternal;

/** One request on its way through the bare relay. */
final class BareExchange {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_GATEWAY = 502;

  private final HttpClientAgent client;
  private final BareRelay.Settings settings;
  private final HttpServerRequest request;
  private final byte[] body;
  private int filled;

  BareExchange(HttpClientAgent client, BareRelay.Settings settings, HttpServerRequest request) {
    this.client = client;
    this.settings = settings;
    this.request = request;
    this.body = new byte[Integer.parseInt(request.getHeader(HttpHeaders.CONTENT_LENGTH))];
  }

  void begin() {
    request.handler(this::keep);
    request.endHandler(end -> send(withOurModel(), 0));
  }

  private void keep(Buffer data) {
    ((BufferInternal) data).getByteBuf().getBytes(0, body, filled, data.length());
    filled += data.length();
  }

  /** Ranges of what came, with the name between them: nothing is copied. */
  private Buffer withOurModel() {
    ModelMember member = ModelMember.in(body);
    return BufferInternal.buffer(
        member == null
            ? Unpooled.wrappedBuffer(body)
            : Unpooled.wrappedBuffer(
                Unpooled.wrappedBuffer(body, 0, member.from()),
                Unpooled.wrappedBuffer(settings.model()),
                Unpooled.wrappedBuffer(body, member.to(), body.length - member.to())));
  }

  private void send(Buffer ours, int key) {
    client
        .request(
            new RequestOptions()
                .setHost(NetUtil.LOCALHOST4.getHostAddress())
                .setPort(settings.upstreamPort())
                .setMethod(request.method())
                .setURI(request.uri()))
        .compose(call -> headed(call, key).send(ours))
        .onSuccess(answer -> answered(answer, ours, key))
        .onFailure(failure -> request.response().setStatusCode(BAD_GATEWAY).end());
  }

  private HttpClientRequest headed(HttpClientRequest call, int key) {
    MultiMap headers = call.headers().addAll(request.headers());
    headers.remove(HttpHeaders.HOST).remove(HttpHeaders.CONTENT_LENGTH);
    headers.remove(HttpHeaders.CONNECTION);
    headers.set(HttpHeaders.AUTHORIZATION, settings.keys().get(key));
    return call;
  }

  private void answered(HttpClientResponse answer, Buffer ours, int key) {
    if (answer.statusCode() == TOO_MANY_REQUESTS && key + 1 < settings.keys().size()) {
      // Read to its end, so that its connection may be used again.
      answer.end().onSuccess(end -> send(ours, key + 1));
      answer.resume();
    } else {
      pass(answer);
    }
  }

  private void pass(HttpClientResponse answer) {
    HttpServerResponse reply = request.response().setStatusCode(answer.statusCode());
    reply.headers().addAll(answer.headers()).remove(HttpHeaders.CONNECTION);
    answer.pipeTo(reply);
  }
}
