package dev.keyway.kong.pdk;

import dev.keyway.kong.pdk.wire.Int;
import dev.keyway.kong.pdk.wire.RawBodyResult;
import dev.keyway.kong.pdk.wire.Struct;
import dev.keyway.kong.pdk.wire.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record RequestCalls(Event event) implements Request {

  private static final int MOST_HEADERS = 1_000;

  private String text(PdkCall call) throws KongGoneException {
    return Texts.read(event.ask(call, Text.getDefaultInstance(), Text.parser()).getV());
  }

  @Override
  public String method() throws KongGoneException {
    return text(PdkCall.GET_METHOD);
  }

  @Override
  public String scheme() throws KongGoneException {
    return text(PdkCall.GET_SCHEME);
  }

  @Override
  public String host() throws KongGoneException {
    return text(PdkCall.GET_HOST);
  }

  @Override
  public String path() throws KongGoneException {
    return text(PdkCall.GET_PATH);
  }

  @Override
  public String pathWithQuery() throws KongGoneException {
    return text(PdkCall.GET_PATH_WITH_QUERY);
  }

  @Override
  public String rawQuery() throws KongGoneException {
    return text(PdkCall.GET_RAW_QUERY);
  }

  @Override
  public @Nullable String header(String name) throws KongGoneException {
    return Texts.readUnlessEmpty(
        event.ask(PdkCall.GET_HEADER, Texts.argument(name), Text.parser()).getV());
  }

  @Override
  public Map<String, List<String>> headers(int limit) throws KongGoneException {
    if (limit < 1 || limit > MOST_HEADERS) {
      throw new IllegalArgumentException(
          "a limit of %d headers: Kong takes 1 to %d".formatted(limit, MOST_HEADERS));
    }
    Int argument = Int.newBuilder().setV(limit).build();
    return Values.readHeaders(event.ask(PdkCall.GET_HEADERS, argument, Struct.parser()));
  }

  @Override
  public RawBody rawBody() throws KongGoneException {
    RawBodyResult body =
        event.ask(PdkCall.GET_RAW_BODY, Text.getDefaultInstance(), RawBodyResult.parser());
    return switch (body.getKindCase()) {
      case CONTENT, KIND_NOT_SET -> new RawBody.Content(body.getContent().toByteArray());
      case BODY_FILEPATH -> new RawBody.File(Path.of(Texts.read(body.getBodyFilepath())));
      case ERROR -> new RawBody.Unavailable(Texts.read(body.getError()));
    };
  }
}
