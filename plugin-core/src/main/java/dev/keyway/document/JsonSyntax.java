package dev.keyway.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/**
 * Says in our words what Jackson found. Its own text is never shown: it quotes the document, which
 * may hold keys.
 */
final class JsonSyntax {

  private JsonSyntax() {}

  static Unreadable explain(JsonProcessingException failure, String text) {
    JsonLocation at = failure.getLocation();
    Place place =
        at == null ? Place.START.at(0, 0) : Place.START.at(at.getLineNr(), at.getColumnNr());
    return switch (failure) {
      case JsonEOFException end ->
          new Unreadable(place, "not valid JSON: it ends too early; a } or ] or \" is missing");
      case StreamConstraintsException bound ->
          new Unreadable(place, "a text, number or nesting beyond any sensible length");
      default -> new Unreadable(place, "not valid JSON: " + messageAt(at, text));
    };
  }

  private static String messageAt(JsonLocation at, String text) {
    int offset = at == null ? -1 : (int) at.getCharOffset();
    if (offset < 0 || offset >= text.length()) {
      return "it cannot be read from here on";
    }
    char found = text.charAt(offset);
    return switch (found) {
      case '\'' -> "text stands in double quotes";
      case '}', ']' -> "unexpected closing bracket; is there a comma too many, or a value missing?";
      case '/', '#' -> "JSON has no comments; remove it, or use YAML";
      default ->
          Character.isISOControl(found)
              ? "a line break or control character inside text; write \\n"
              : "expected a comma, a colon or a value in double quotes";
    };
  }
}
