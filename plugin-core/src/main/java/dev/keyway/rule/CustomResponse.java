package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.expression.Template;
import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code custom-response}: answers in place of a provider. */
record CustomResponse(int status, Map<String, Template> headers, @Nullable Template body)
    implements Action {

  private static final int FINE = 200;
  private static final String CONTENT_TYPE = "content-type";

  static CustomResponse read(Fields config, RuleReading reading) {
    return new CustomResponse(
        reading.status(config, FINE),
        reading.headers(config),
        reading.either(config, "body", "content"));
  }

  @Override
  public ActionType type() {
    return ActionType.CUSTOM_RESPONSE;
  }

  @Override
  public boolean uses(String path) {
    return (body != null && body.uses(path))
        || headers.values().stream().anyMatch(value -> value.uses(path));
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    String text = body == null ? "" : scene.text(body);
    Headers.Builder built = Headers.builder();
    for (Map.Entry<String, Template> header : headers.entrySet()) {
      built.add(header.getKey(), scene.line(header.getValue()));
    }
    if (body != null && !headers.containsKey(CONTENT_TYPE)) {
      built.add(CONTENT_TYPE, ContentType.of(text, ownStart(body)));
    }
    return new Effect.Answer(status, built.build(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String ownStart(Template text) {
    int expression = text.source().indexOf("${");
    return expression < 0 ? text.source() : text.source().substring(0, expression);
  }
}
