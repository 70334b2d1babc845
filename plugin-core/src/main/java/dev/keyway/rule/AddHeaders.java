package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.expression.Template;
import dev.keyway.http.ReservedHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code add-headers}: to the request, or to its answer. */
record AddHeaders(Map<String, Template> headers) implements Action {

  static AddHeaders read(Fields config, RuleReading reading) {
    Map<String, Template> headers = reading.headers(config, HeaderNames::flawOfAdding);
    if (config.members("headers").isEmpty()) {
      reading.error(
          config.place("headers"), "missing; expected 1 to 10 headers, such as x-team: blue");
    }
    return new AddHeaders(headers);
  }

  @Override
  public ActionType type() {
    return ActionType.ADD_HEADERS;
  }

  @Override
  public boolean uses(String path) {
    return headers.values().stream().anyMatch(value -> value.uses(path));
  }

  /**
   * Whether it brings a credential that is not the client's: one that the policy holds, or names.
   */
  boolean bringsCredential() {
    return headers.entrySet().stream()
        .anyMatch(header ->
            ReservedHeaders.carriesCredential(header.getKey()) && isOwn(header.getValue()));
  }

  private static boolean isOwn(Template value) {
    return value.literal() || !value.secrets().isEmpty() || value.uses("vars");
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    Map<String, String> added = new LinkedHashMap<>();
    for (Map.Entry<String, Template> header : headers.entrySet()) {
      added.put(header.getKey(), scene.line(header.getValue()));
    }
    return new Effect.Told(
        Map.of("headers_added", added), scene.change(message -> HeaderEdits.add(message, added)));
  }
}
