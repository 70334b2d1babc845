package dev.keyway.document;

import dev.keyway.document.Node.Kind;
import dev.keyway.document.Node.Verbatim;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML's scalars: what kind they are, and where in the file their text stands as it is. */
final class YamlScalars {

  private final String document;
  private @Nullable List<String> lines;

  YamlScalars(String document) {
    this.document = document;
  }

  Node.Scalar scalar(ScalarNode yaml, Place place) {
    boolean quoted = yaml.getScalarStyle() != ScalarStyle.PLAIN || forcedToText(yaml);
    Kind kind = quoted ? Kind.TEXT : CoreSchema.kindOf(yaml.getValue());
    return new Node.Scalar(place, yaml.getValue(), kind, quoted, verbatim(yaml, place));
  }

  /** {@code !!str 5}: what an unquoted 5 would not be. */
  private static boolean forcedToText(ScalarNode yaml) {
    return yaml.getTag().equals(Tag.STR) && CoreSchema.kindOf(yaml.getValue()) != Kind.TEXT;
  }

  private @Nullable Verbatim verbatim(ScalarNode yaml, Place place) {
    return switch (yaml.getScalarStyle()) {
      case PLAIN -> onOneLine(yaml, place, 0);
      case SINGLE_QUOTED, DOUBLE_QUOTED -> onOneLine(yaml, place, 1);
      case LITERAL -> block(yaml, place);
      case FOLDED, JSON_SCALAR_STYLE -> null;
    };
  }

  /** Only when the file holds as many characters as the text: no escapes, no folded lines. */
  private static @Nullable Verbatim onOneLine(ScalarNode yaml, Place place, int quote) {
    int written = yaml.getEndMark().getIndex() - yaml.getStartMark().getIndex() - 2 * quote;
    int length = yaml.getValue().codePointCount(0, yaml.getValue().length());
    return written == length && yaml.getEndMark().getLine() == yaml.getStartMark().getLine()
        ? new Verbatim(place.line(), place.column() + quote, 1, 1)
        : null;
  }

  /** A literal block begins in the line after its bar; its first line with text sets the indent. */
  private @Nullable Verbatim block(ScalarNode yaml, Place place) {
    int first = yaml.getStartMark().getLine() + 1;
    List<String> all = lines();
    List<String> text = yaml.getValue().lines().toList();
    for (int i = 0; i < text.size() && first + i < all.size(); i++) {
      int indent = all.get(first + i).indexOf(text.get(i));
      if (!text.get(i).isBlank() && indent >= 0) {
        return new Verbatim(place.line() + 1, indent + 1, indent + 1, text.size());
      }
    }
    return null;
  }

  private List<String> lines() {
    List<String> split = lines;
    if (split == null) {
      split = document.lines().toList();
      lines = split;
    }
    return split;
  }
}
