package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists of <code>{name: …}</code>, as {@code supported_params} is one. */
final class NamedParams {

  private NamedParams() {}

  /** The names, or null when the list is absent. */
  static @Nullable Set<String> read(Reading reading, Fields fields, String list) {
    if (fields.node(list) == null) {
      return null;
    }
    Set<String> names = new LinkedHashSet<>();
    for (Fields entry : fields.objects(list)) {
      Node.Scalar name =
          Names.model(
              reading, entry.required("name", "it names a top-level field of the request's body"));
      if (name != null) {
        names.add(name.text());
      }
      entry.end();
    }
    return names;
  }
}
