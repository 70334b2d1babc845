package dev.keyway.relay;

import dev.keyway.testing.TestCertificate;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A provider over TLS, which speaks HTTP/2 where it is to, and does by hand what a test says. */
final class SecureProvider implements AutoCloseable {

  static final String WORD = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
  static final String DONE = "data: [DONE]\n\n";

  final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  /** One that speaks HTTP/2 and answers this way. */
  SecureProvider(TestCertificate certificate, Handler<HttpServerRequest> answer) {
    this(certificate, "127.0.0.1", true, answer);
  }

  /** One that speaks HTTP/2 with whoever shows this certificate, and answers politely. */
  static SecureProvider knowing(TestCertificate certificate, TestCertificate client) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setClientAuth(ClientAuth.REQUIRED)
            .setTrustOptions(
                new PfxOptions().setPath(client.keyStore().toString()).setPassword("changeit"));
    return new SecureProvider(
        certificate, "127.0.0.1", options.setUseAlpn(true), SecureProvider::politely);
  }

  SecureProvider(
      TestCertificate certificate,
      String address,
      boolean http2,
      Handler<HttpServerRequest> answer) {
    this(certificate, address, new HttpServerOptions().setUseAlpn(http2), answer);
  }

  private SecureProvider(
      TestCertificate certificate,
      String address,
      HttpServerOptions options,
      Handler<HttpServerRequest> answer) {
    HttpServerOptions secured =
        options
            .setSsl(true)
            .setKeyCertOptions(
                new PfxOptions()
                    .setPath(certificate.keyStore().toString())
                    .setPassword("changeit"));
    server =
        vertx
            .createHttpServer(secured)
            .requestHandler(request -> {
              seen.add(request.version() + " " + request.getHeader("authorization"));
              answer.handle(request);
            })
            .listen(0, address)
            .await();
  }

  URI url(String host) {
    return URI.create("https://" + host + ":" + port());
  }

  int port() {
    return server.actualPort();
  }

  /** Streams a word to who wants a stream, and gives anything else back as it came. */
  static void politely(HttpServerRequest request) {
    var unused =
        request
            .body()
            .onSuccess(body -> {
              if (body.toString().contains("\"stream\":true")) {
                streaming(request).end(WORD + DONE);
              } else {
                request.response().putHeader("content-type", "application/json").end(body);
              }
            });
  }

  /** A stream that has begun. */
  static HttpServerResponse streaming(HttpServerRequest request) {
    return request.response().setChunked(true).putHeader("content-type", "text/event-stream");
  }

  /** A stream that has said a word. */
  static HttpServerResponse speaking(HttpServerRequest request) {
    HttpServerResponse response = streaming(request);
    response.write(Buffer.buffer(WORD));
    return response;
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
