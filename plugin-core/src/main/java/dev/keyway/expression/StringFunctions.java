package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.types.ListType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import java.util.EnumSet;
import java.util.List;

/**
 * Functions of strings: the library's, less those that can make much of little. These are written
 * here and stop in time.
 */
final class StringFunctions {

  static final String MATCHES = "matches";

  static final List<StringFunction> TABLE =
      List.of(
          new StringFunction(
              MATCHES,
              List.of(STRING, STRING),
              0,
              BOOL,
              (args, run) -> run.regex((String) args[1]).find((String) args[0], run.meter())),
          new StringFunction(
              "replace",
              List.of(STRING, STRING, STRING, INT),
              1,
              STRING,
              (args, run) -> replace(args)),
          new StringFunction(
              "join",
              List.of(ListType.create(STRING), STRING),
              1,
              STRING,
              (args, run) -> join((List<?>) args[0], args.length == 1 ? "" : (String) args[1])));

  private StringFunctions() {}

  /** The library's, less those of the table. */
  static CelStringExtensions library() {
    return CelExtensions.strings(EnumSet.complementOf(EnumSet.of(Function.REPLACE, Function.JOIN)));
  }

  private static String replace(Object[] args) {
    String text = (String) args[0];
    String from = (String) args[1];
    long left = args.length == 4 ? (Long) args[3] : -1;
    StringBuilder result = new StringBuilder();
    int copied = 0;
    int found = text.indexOf(from);
    for (; found >= 0 && left != 0; left--) {
      append(result, text.substring(copied, found));
      append(result, (String) args[2]);
      copied = found + from.length();
      // An empty text is found before each character and at the end.
      found = found < text.length() ? text.indexOf(from, Math.max(copied, found + 1)) : -1;
    }
    return append(result, text.substring(copied)).toString();
  }

  private static String join(List<?> parts, String separator) {
    StringBuilder result = new StringBuilder();
    String before = "";
    for (Object part : parts) {
      if (!(part instanceof String text)) {
        throw new CelOverloadNotFoundException("join");
      }
      append(append(result, before), text);
      before = separator;
    }
    return result.toString();
  }

  private static StringBuilder append(StringBuilder result, String part) {
    if (result.length() + part.length() > Limits.TEXT) {
      throw new CelInvalidArgumentException("a text of more than " + Limits.TEXT + " characters");
    }
    return result.append(part);
  }
}
