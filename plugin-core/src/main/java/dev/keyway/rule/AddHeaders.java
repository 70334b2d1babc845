package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.expression.Template;
import dev.keyway.http.ReservedHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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
   * Whether it brings a credential that is not the client's: a secret under any name, or what the
   * policy itself holds where keys travel.
   *
   * @param keyHeaders lower-case names of headers in which providers of the policy look for keys
   */
  boolean bringsCredential(Set<String> keyHeaders) {
    return headers.entrySet().stream()
        .anyMatch(header ->
            !header.getValue().secrets().isEmpty()
                || (carriesKey(header.getKey(), keyHeaders) && !isOfRequest(header.getValue())));
  }

  private static boolean carriesKey(String name, Set<String> keyHeaders) {
    return ReservedHeaders.carriesCredential(name) || keyHeaders.contains(name);
  }

  /** Whether it can only hold what the client sent, or the host says of it. */
  private static boolean isOfRequest(Template value) {
    return (value.uses("req") || value.uses("client"))
        && !value.uses("vars")
        && !value.uses("actions");
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
