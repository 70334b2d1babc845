package dev.keyway.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** A client that takes of an answer only what a test wants it to, in clear text. */
final class Taker implements AutoCloseable {

  private static final int STREAM_WINDOW = 64 << 10;

  /** So that it is never this client's connection that holds streams up. */
  private static final int CONNECTION_WINDOW = 64 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http;
  private final RelayStage stage;

  Taker(RelayStage stage, HttpVersion version) {
    this.stage = stage;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(version)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setInitialSettings(new Http2Settings().setInitialWindowSize(STREAM_WINDOW))
                .setReceiveBufferSize(64 << 10));
  }

  /** Asks and waits for the head of the answer, of which nothing more is taken yet. */
  Taking ask(String body) throws Exception {
    return soon(begin(body));
  }

  /** Asks. */
  Future<Taking> begin(String body) {
    return http.request(HttpMethod.POST, stage.port(), "127.0.0.1", Client.CHAT)
        .compose(request -> request.putHeader("content-type", "application/json").send(body))
        .map(Taking::new);
  }

  static <T> T soon(Future<T> event) throws Exception {
    return event.await(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** One answer. */
  static final class Taking {

    private final HttpClientResponse response;
    private final CRC32 sum = new CRC32();
    private final Buffer text = Buffer.buffer();
    private boolean keeping;

    private Taking(HttpClientResponse response) {
      this.response = response;
      response.pause();
      response.handler(this::data);
    }

    private void data(Buffer data) {
      sum.update(data.getBytes());
      if (keeping) {
        text.appendBuffer(data);
      }
    }

    /** Takes everything that comes, as text. */
    String text() throws Exception {
      keeping = true;
      response.resume();
      soon(response.end());
      return text.toString();
    }

    /** Takes everything that comes; its checksum. */
    long all() throws Exception {
      response.resume();
      soon(response.end());
      return sum.getValue();
    }
  }
}
