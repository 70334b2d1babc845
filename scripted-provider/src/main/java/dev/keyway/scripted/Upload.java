package dev.keyway.scripted;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A request on its way in. */
final class Upload {

  private final HttpRequest head;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean answered;

  Upload(HttpRequest head) {
    this.head = head;
  }

  /** Its answer has begun: what still comes of the body is of no interest. */
  void answered() {
    answered = true;
  }

  boolean isAnswered() {
    return answered;
  }

  void add(ByteBuf bytes) {
    if (!answered) {
      body.writeBytes(ByteBufUtil.getBytes(bytes));
    }
  }

  boolean awaitsContinue() {
    return HttpUtil.is100ContinueExpected(head);
  }

  boolean isKeepAlive() {
    return HttpUtil.isKeepAlive(head);
  }

  /** The request as far as it has come. */
  Received received(int number, int connection) {
    List<Header> headers =
        head.headers().entries().stream()
            .map(field -> new Header(field.getKey(), field.getValue()))
            .toList();
    return new Received(
        number, connection, head.method().name(), head.uri(), headers, body.toByteArray());
  }
}
