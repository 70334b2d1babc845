package dev.keyway.facts;

import java.util.List;

/** Lists within one text, as headers have them. */
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

  /** A value that may stand in quotation marks. */
  static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
