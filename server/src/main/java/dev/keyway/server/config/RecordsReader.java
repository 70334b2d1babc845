package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.server.config.RecordsConfig.Target;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code records}. */
final class RecordsReader {

  private RecordsReader() {}

  static RecordsConfig read(Section section, Overrides overrides) {
    Fields fields = section.part("records");
    Target said = target(section, fields.scalar("to"));
    double sample = sample(section, fields.node("sample"));
    boolean facts = fields.flag("facts", RecordsConfig.DEFAULT.facts());
    fields.end();
    return new RecordsConfig(
        overrides.records() == null ? said : overrides.records(), sample, facts);
  }

  private static Target target(Section section, Node.@Nullable Scalar to) {
    if (to == null) {
      return RecordsConfig.DEFAULT.to();
    }
    return switch (to.text()) {
      case "stdout" -> new Target.Stdout();
      case "none" -> new Target.None();
      default -> {
        Path file = section.path(to);
        yield file == null ? new Target.None() : new Target.ToFile(file);
      }
    };
  }

  private static double sample(Section section, @Nullable Node node) {
    if (node == null) {
      return RecordsConfig.DEFAULT.sample();
    }
    Double share = node instanceof Node.Scalar scalar ? number(scalar) : null;
    if (share == null || !(share >= 0 && share <= 1)) {
      section.problems().error(node.place(), "expected a share from 0 to 1, such as 0.1");
      return RecordsConfig.DEFAULT.sample();
    }
    return share;
  }

  private static @Nullable Double number(Node.Scalar scalar) {
    return scalar.kind() == Node.Kind.INTEGER || scalar.kind() == Node.Kind.DECIMAL
        ? Double.valueOf(scalar.text().replace("_", ""))
        : null;
  }
}
