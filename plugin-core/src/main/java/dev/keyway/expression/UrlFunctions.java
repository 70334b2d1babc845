package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.STRING;

import com.google.common.collect.Maps;
import dev.cel.common.exceptions.CelBadFormatException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.keyway.http.QueryString;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** URLs and their queries. */
final class UrlFunctions {

  private static final Parameter TEXT = Parameter.text("text");
  private static final Parameter MAP = Parameter.map("map");
  private static final ValueType STRINGS = new ValueType.MapOf(ValueType.Scalar.STRING);

  /** What {@code url.parse} gives. */
  static final ValueType RESULT = new ValueType.Fact(ParsedUrl.TYPE);

  static final List<ValueFunction> TABLE =
      Stream.of(
              both(
                  "url.parse",
                  "parseUrl",
                  TEXT,
                  DeclaredTypes.celType(RESULT),
                  (args, run) -> parsed((String) args[0]),
                  "the URL in its parts ([ParsedUrl](#parsedurl)); a failure when it is none",
                  "url.parse('https://ngrok.com:8443/a?b=c').host",
                  "'https://ngrok.com:8443/a?b=c'.parseUrl().port",
                  "'ngrok.com'",
                  "8443"),
              both(
                  "url.escape",
                  "escapeUrl",
                  TEXT,
                  STRING,
                  (args, run) -> QueryString.escape((String) args[0]),
                  "it as a name or a value in a query: percent-encoded, `+` for a blank",
                  "url.escape('i;md/r/$y')",
                  "'i;md/r/$y'.escapeUrl()",
                  "'i%3Bmd%2Fr%2F%24y'",
                  "'i%3Bmd%2Fr%2F%24y'"),
              both(
                  "url.unescape",
                  "unescapeUrl",
                  TEXT,
                  STRING,
                  (args, run) -> read(() -> QueryString.unescape((String) args[0])),
                  "the text that was escaped; a failure when `%` stands before anything but two"
                      + " hexadecimal digits",
                  "url.unescape('%2Ffoo')",
                  "'i%3Bmd%2Fr%2F%24y'.unescapeUrl()",
                  "'/foo'",
                  "'i;md/r/$y'"),
              both(
                  "queryString.decode",
                  "decodeQueryString",
                  TEXT,
                  MapType.create(STRING, STRING),
                  (args, run) -> decoded((String) args[0], run.meter()),
                  "the query as a map, the first value of each name; a failure when it is badly"
                      + " encoded",
                  "queryString.decode('a=b&c=d')['c']",
                  "'a=b&c=d'.decodeQueryString().a",
                  "'d'",
                  "'b'"),
              both(
                  "queryString.encode",
                  "encodeQueryString",
                  MAP,
                  STRING,
                  (args, run) -> QueryText.of((Map<?, ?>) args[0], run.meter()),
                  "it as a query, names in alphabetical order; a list of values gives a pair for"
                      + " each",
                  "queryString.encode({'c': 'd', 'a': 'b'})",
                  "{'a': 'b', 'c': ['d', 'e']}.encodeQueryString()",
                  "'a=b&c=d'",
                  "'a=b&c=d&c=e'"),
              Stream.of(
                  test(
                      "isURL",
                      (args, run) -> ParsedUrl.isAbsolute((String) args[0]),
                      "whether it is a URL with a scheme and a host",
                      "'https://ngrok.com'.isURL()"),
                  test(
                      "isQueryString",
                      (args, run) -> QueryString.isValid((String) args[0]),
                      "whether it could be a query: nothing but what one may hold, and a name with"
                          + " `=` after it",
                      "'a=b&c=d'.isQueryString()")))
          .flatMap(each -> each)
          .toList();

  private UrlFunctions() {}

  /** A function in a namespace, and the same one as a member. */
  private static Stream<ValueFunction> both(
      String name,
      String member,
      Parameter on,
      CelType result,
      ValueFunction.Body body,
      String does,
      String example,
      String memberExample,
      String gives,
      String memberGives) {
    String receiver = on.equals(MAP) ? "a map" : "a text";
    return Stream.of(
        function(name, null, List.of(on), result, body, new Manual("", does, example, gives)),
        function(
            member,
            on,
            List.of(),
            result,
            body,
            new Manual(receiver, does, memberExample, memberGives)));
  }

  private static ValueFunction test(
      String name, ValueFunction.Body body, String does, String example) {
    return function(name, TEXT, List.of(), BOOL, body, new Manual("a text", does, example, "true"));
  }

  private static ValueFunction function(
      String name,
      @Nullable Parameter receiver,
      List<Parameter> parameters,
      CelType result,
      ValueFunction.Body body,
      Manual manual) {
    return new ValueFunction(name, receiver, parameters, result, body, manual);
  }

  private static Object parsed(String url) {
    return Values.wrap(RESULT, read(() -> ParsedUrl.parse(url)));
  }

  private static Object decoded(String query, Meter meter) {
    meter.charge(query.length() / 4);
    Map<String, List<String>> all = read(() -> QueryString.parseStrictly(query));
    return Values.wrap(STRINGS, Maps.transformValues(all, List::getFirst));
  }

  private static <T> T read(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException malformed) {
      throw new CelBadFormatException(malformed);
    }
  }
}
