package dev.keyway.document;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Says in our words what SnakeYAML found. Its own text is never shown: it may quote the document,
 * which may hold keys.
 */
final class YamlSyntax {

  private static final Map<String, String> BY_START = new LinkedHashMap<>();

  static {
    BY_START.put(
        "mapping values are not allowed here",
        "a second \": \" in one line, or the indentation is off; put text that holds \": \" in quotes,"
            + " and line this field up with its neighbours");
    BY_START.put(
        "found character '\\t(TAB)'", "a tab; YAML is indented with spaces only, replace the tab");
    BY_START.put(
        "found character", "text cannot begin with this character; put the text in quotes");
    BY_START.put(
        "expected <block end>",
        "this does not line up with what stands above it; indent it like its neighbours");
    BY_START.put(
        "could not find expected ':'",
        "expected \": \" after a field's name; is a colon, or the space after it, missing?");
    BY_START.put(
        "sequence entries are not allowed here",
        "a list item (- ) cannot begin here; put it in a line of its own");
    BY_START.put("mapping keys are not allowed here", "a field cannot begin here");
    BY_START.put(
        "expected ',' or", "expected a comma or the closing bracket of the list or object");
    BY_START.put(
        "found unexpected end of stream", "the file ends inside quotes that are never closed");
    BY_START.put(
        "found unknown escape character",
        "unknown escape after \\ in double quotes; use single quotes for text with \\");
    BY_START.put(
        "found undefined alias",
        "this alias (*name) refers to an anchor (&name) that does not exist above it");
    BY_START.put(
        "but found another document", "a second document begins here (---); a file holds one");
  }

  private YamlSyntax() {}

  /**
   * @param reached how far the text had been read
   */
  static Unreadable explain(RuntimeException failure, Mark reached, String text) {
    return switch (failure) {
      case ReaderException unprintable ->
          new Unreadable(
              positionOf(unprintable, text), "a control character YAML does not allow; remove it");
      case MarkedYAMLException marked -> explain(marked, text);
      default -> new Unreadable(placeOf(reached), messageFor(failure));
    };
  }

  private static Unreadable explain(MarkedYAMLException marked, String text) {
    Mark mark = marked.getProblemMark() == null ? marked.getContextMark() : marked.getProblemMark();
    Place place = mark == null ? Place.START.at(0, 0) : placeOf(mark);
    String message = messageFor(marked) + hint(text, place.line());
    return new Unreadable(place, "not valid YAML: " + message);
  }

  private static String messageFor(RuntimeException failure) {
    boolean deep = String.valueOf(failure.getMessage()).startsWith("Nesting Depth");
    return deep ? TreeLimits.TOO_DEEP : "not valid YAML: it cannot be read here";
  }

  private static Place positionOf(ReaderException unprintable, String text) {
    int codePoints = Math.min(unprintable.getPosition(), text.codePointCount(0, text.length()));
    return Positions.at(Place.START, text, text.offsetByCodePoints(0, codePoints));
  }

  private static Place placeOf(Mark mark) {
    return Place.START.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String messageFor(MarkedYAMLException marked) {
    @Nullable String problem = marked.getProblem();
    if (problem != null) {
      for (Map.Entry<String, String> known : BY_START.entrySet()) {
        if (problem.startsWith(known.getKey())) {
          return known.getValue();
        }
      }
    }
    return "it cannot be read from here on";
  }

  /**
   * The commonest cause: <code>{value: ${secrets.get('a', 'b')}}</code>, whose braces end the
   * object.
   */
  private static String hint(String text, int line) {
    String culprit = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
    boolean flow = culprit.contains("{") && culprit.replace("${", "").contains("{");
    return culprit.contains("${") && flow
        ? "; inside { } or [ ] text with ${…} needs double quotes around it"
        : "";
  }
}
