package dev.keyway.policy;

import dev.keyway.classify.ClassifyRule;
import dev.keyway.classify.Scope;
import dev.keyway.document.Fields;
import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code failover.classify}: rows tried before the built-in ones. */
final class ClassifyReader {

  private static final List<String> COLUMNS =
      List.of("provider", "status", "type", "code", "message_start");

  private final Reading reading;
  private final KnownProviders providers;

  ClassifyReader(Reading reading, KnownProviders providers) {
    this.reading = reading;
    this.providers = providers;
  }

  List<ClassifyRule> read(Fields failover) {
    List<ClassifyRule> rules = new ArrayList<>();
    for (Fields row : failover.objects("classify")) {
      ClassifyRule rule = rule(row);
      row.end();
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable ClassifyRule rule(Fields row) {
    Scope scope = row.choice("scope", List.of(Scope.values()), Scope::wireName);
    if (row.node("scope") == null) {
      reading.error(row.place("scope"), "missing; it says what such a failure means");
    }
    Long status = row.whole("status", 200, 599);
    String provider = provider(row);
    ClassifyRule rule =
        new ClassifyRule(
            provider,
            status == null ? null : status.intValue(),
            text(row, "type"),
            text(row, "code"),
            text(row, "message_start"),
            scope == null ? Scope.REQUEST : scope);
    if (COLUMNS.stream().allMatch(column -> row.node(column) == null)) {
      reading.error(
          row.place(), "would match every failure; name one of " + String.join(", ", COLUMNS));
    }
    return scope == null ? null : rule;
  }

  private @Nullable String provider(Fields row) {
    Node.Scalar name = row.scalar("provider");
    if (name == null) {
      return null;
    }
    String id = providers.id(name.text());
    if (id == null) {
      reading
          .problems()
          .error(
              name.place(),
              "no such provider, neither in this policy nor built in",
              Nearest.of(name.text(), providers.ids()));
    }
    return id;
  }

  /** An empty text would match everything, which nobody means. */
  private @Nullable String text(Fields row, String name) {
    Node.Scalar text = row.scalar(name);
    if (text != null && text.text().isBlank()) {
      reading.error(text.place(), "empty; remove it to match any");
    }
    return text == null ? null : text.text();
  }
}
