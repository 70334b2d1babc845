package dev.keyway.apisix.runner;

import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.Method;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request call, read as far as it is asked for. */
final class ReadRequest implements A6Request {

  private final Req call;
  private final ReadTexts texts;
  private final Questions questions;
  private boolean over;

  private ReadRequest(Req call, ReadTexts texts, Questions questions) {
    this.call = call;
    this.texts = texts;
    this.questions = questions;
  }

  /**
   * @param message a copy of its own: what is asked for meanwhile is read in its place
   * @throws Malformed when it is none
   */
  static ReadRequest of(ByteBuffer message, Questions questions) {
    int bytes = message.remaining();
    return new ReadRequest(
        ReadTexts.checked(() -> Req.getRootAsReq(message)), new ReadTexts(bytes), questions);
  }

  long id() {
    return ReadTexts.checked(call::id);
  }

  int token() {
    return ReadTexts.checked(() -> (int) call.confToken());
  }

  @Override
  public String method() {
    return ReadTexts.checked(() -> Method.name(call.method()));
  }

  @Override
  public String path() {
    String path = ReadTexts.checked(() -> texts.text(call.pathAsByteBuffer()));
    return Objects.requireNonNullElse(path, "");
  }

  @Override
  public InetAddress source() {
    return ReadTexts.checked(() -> address(call.srcIpAsByteBuffer()));
  }

  private static InetAddress address(@Nullable ByteBuffer bytes) {
    byte[] address = new byte[bytes == null ? 0 : bytes.remaining()];
    if (bytes != null) {
      bytes.get(address);
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new Malformed("a request whose source is no address");
    }
  }

  @Override
  public @Nullable String header(String name) {
    for (Entry header : headers()) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  @Override
  public List<Entry> headers() {
    return ReadTexts.checked(() -> texts.entries(call.headersLength(), call::headers));
  }

  @Override
  public List<Entry> arguments() {
    return ReadTexts.checked(() -> texts.entries(call.argsLength(), call::args));
  }

  @Override
  public List<@Nullable String> variables(String... names) throws ApisixGoneException {
    if (over) {
      throw new IllegalStateException("the request was answered: nothing can be asked any more");
    }
    return questions.variables(names);
  }

  /** Its filters have returned. */
  void end() {
    over = true;
  }
}
