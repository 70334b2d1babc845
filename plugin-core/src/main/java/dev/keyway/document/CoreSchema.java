package dev.keyway.document;

import dev.keyway.document.Node.Kind;
import java.util.regex.Pattern;

/**
 * What an unquoted YAML scalar is: YAML 1.2.2, section 10.3.2, so that {@code NO} is text and
 * {@code 010} is ten.
 */
final class CoreSchema {

  private static final Pattern INTEGER =
      Pattern.compile("[-+]?[0-9][0-9_]*|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
  private static final int LONGEST = 64;

  private CoreSchema() {}

  static Kind kindOf(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Kind.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOLEAN;
      default -> numberOrText(text);
    };
  }

  private static Kind numberOrText(String text) {
    if (text.length() > LONGEST) {
      return Kind.TEXT;
    }
    if (INTEGER.matcher(text).matches()) {
      return Kind.INTEGER;
    }
    return DECIMAL.matcher(text).matches() ? Kind.DECIMAL : Kind.TEXT;
  }
}
