package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code remove-headers}: from the request, or from its answer. */
record RemoveHeaders(List<String> names) implements Action {

  static RemoveHeaders read(Fields config, RuleReading reading) {
    List<Node.Scalar> listed = config.texts("headers");
    if (listed.isEmpty() || listed.size() > RuleReading.MOST_HEADERS) {
      reading.error(
          config.place("headers"),
          "expected 1 to %d names of headers, found %d"
              .formatted(RuleReading.MOST_HEADERS, listed.size()));
    }
    List<String> names = new ArrayList<>();
    for (Node.Scalar name : listed) {
      String flaw = HeaderNames.flawOfRemoving(name.text());
      if (flaw != null) {
        reading.error(name.place(), flaw);
      }
      names.add(HeaderNames.normal(name.text()));
    }
    return new RemoveHeaders(List.copyOf(names));
  }

  @Override
  public ActionType type() {
    return ActionType.REMOVE_HEADERS;
  }

  @Override
  public boolean uses(String path) {
    return false;
  }

  @Override
  public Effect run(Scene scene) {
    List<String> present = HeaderEdits.present(scene.headers(), names);
    return new Effect.Told(
        Map.of("headers_removed", present),
        scene.change(message -> HeaderEdits.remove(message, present)));
  }
}
