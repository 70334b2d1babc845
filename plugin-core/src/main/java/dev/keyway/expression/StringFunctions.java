package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.ListType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import java.util.EnumSet;
import java.util.List;

/**
 * Functions of strings: the library's, less those that can make much of little or take long. These
 * are written here and stop in time.
 */
final class StringFunctions {

  static final String MATCHES = "matches";

  private static final Parameter TEXT = Parameter.text("text");
  private static final Parameter REGEX = Parameter.text("regex");

  private static final ValueFunction.Body FIND =
      (args, run) -> run.regex((String) args[1]).find((String) args[0], run.meter());
  private static final String FINDS = "whether this regular expression (RE2) is found in it";

  static final List<ValueFunction> TABLE =
      List.of(
          new ValueFunction(
              MATCHES,
              TEXT,
              List.of(REGEX),
              BOOL,
              FIND,
              new Manual("a text", FINDS, "'foobar'.matches('^foo.*')", "true")),
          new ValueFunction(
              MATCHES,
              null,
              List.of(TEXT, REGEX),
              BOOL,
              FIND,
              new Manual("", FINDS, "matches('test', 'fail')", "false")),
          new ValueFunction(
              "indexOf",
              TEXT,
              List.of(Parameter.text("part"), Parameter.count("from")),
              1,
              INT,
              (args, run) -> Places.first(args),
              new Manual(
                  "a text",
                  "the place where this text begins in it, from 0, not before `from`; -1 when it is"
                      + " not there. A failure when there is no such place as `from`",
                  "'hello mellow'.indexOf('ello', 2)",
                  "7")),
          new ValueFunction(
              "lastIndexOf",
              TEXT,
              List.of(Parameter.text("part"), Parameter.count("until")),
              1,
              INT,
              (args, run) -> Places.last(args),
              new Manual(
                  "a text",
                  "the last place where this text begins in it, not after `until`; -1 when it is"
                      + " not there. A failure when there is no such place as `until`",
                  "'hello mellow'.lastIndexOf('ello', 6)",
                  "1")),
          new ValueFunction(
              "split",
              TEXT,
              List.of(Parameter.text("separator"), Parameter.count("most")),
              2,
              ListType.create(STRING),
              (args, run) -> Pieces.split(args, run.meter()),
              new Manual(
                  "a text",
                  "its parts between separators, blanks when none is named; the first `most` of"
                      + " them, where that is given and not negative. An empty separator gives its"
                      + " characters",
                  "'hello,mellow,hi'.split(',', 2)",
                  "['hello', 'mellow']")),
          new ValueFunction(
              "join",
              Parameter.texts("texts"),
              List.of(Parameter.text("separator")),
              1,
              STRING,
              (args, run) ->
                  Pieces.join((List<?>) args[0], args.length == 1 ? "" : (String) args[1]),
              new Manual(
                  "a list of texts",
                  "one text of all of them, with the separator between",
                  "['hello', 'mellow'].join(' ')",
                  "'hello mellow'")),
          new ValueFunction(
              "replace",
              TEXT,
              List.of(Parameter.text("from"), Parameter.text("to"), Parameter.count("most")),
              1,
              STRING,
              (args, run) -> Pieces.replace(args),
              new Manual(
                  "a text",
                  "it with another text in place of each find, or of the first `most`",
                  "'hello mellow'.replace('l', 'L', 2)",
                  "'heLLo mellow'")),
          new ValueFunction(
              "format",
              TEXT,
              List.of(Parameter.values("values")),
              STRING,
              (args, run) -> Formatting.format((String) args[0], (List<?>) args[1], run.meter()),
              new Manual(
                  "a text",
                  "it with a value in place of each of `%s` (anything), `%d` (a whole number), `%f`"
                      + " `%e` (a number; `%.2f` with two digits after the point), `%b` (binary),"
                      + " `%o` (octal), `%x` `%X` (hexadecimal, of a number, text or bytes); `%%` is"
                      + " a per cent sign",
                  "'%s has %d, %.1f each'.format(['ada', 42, 2.25])",
                  "'ada has 42, 2.2 each'")),
          new ValueFunction(
              "lower",
              TEXT,
              List.of(),
              STRING,
              (args, run) -> Letters.lower((String) args[0]),
              new Manual(
                  "a text",
                  "it in lower case, letter by letter",
                  "'ÉCOLE, İSTANBUL'.lower()",
                  "'école, istanbul'")),
          new ValueFunction(
              "upper",
              TEXT,
              List.of(),
              STRING,
              (args, run) -> Letters.upper((String) args[0]),
              new Manual(
                  "a text", "it in upper case, letter by letter", "'Ärger'.upper()", "'ÄRGER'")));

  private StringFunctions() {}

  /** The library's, less those of the table. */
  static CelStringExtensions library() {
    return CelExtensions.strings(
        EnumSet.complementOf(
            EnumSet.of(
                Function.REPLACE,
                Function.JOIN,
                Function.SPLIT,
                Function.INDEX_OF,
                Function.LAST_INDEX_OF)));
  }
}
