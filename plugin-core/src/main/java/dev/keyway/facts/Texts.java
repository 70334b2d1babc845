package dev.keyway.facts;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists within one text, as headers and queries have them. */
final class Texts {

  private Texts() {}

  /** The parts of a list, blanks around them dropped and empty ones left out. */
  static List<String> parts(List<String> lines, String separator) {
    return lines.stream()
        .flatMap(line -> List.of(line.split(separator, -1)).stream())
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** A query's parameters, decoded, every value of a name in order. */
  static Map<String, List<String>> queryParameters(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.computeIfAbsent(decoded(name), any -> new ArrayList<>(1)).add(decoded(value));
      }
    }
    return parameters;
  }

  /** What is not encoded as it should be stands for itself. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** A value that may stand in quotation marks. */
  static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
