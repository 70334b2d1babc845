package dev.keyway.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.keyway.document.Node.Kind;
import dev.keyway.document.Node.Verbatim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON to {@link Node}s, by Jackson's streaming parser. */
final class JsonTree {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * TreeLimits.MOST_LEVELS) // ours speaks first, with a path
                  .maxStringLength(TreeLimits.MOST_BYTES)
                  .build())
          .build();

  private final JsonParser parser;
  private final Problems problems;
  private final TreeLimits limits = new TreeLimits();

  private JsonTree(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The document's value, or null, and then an error is left. */
  static @Nullable Node read(String text, Problems problems) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      JsonTree tree = new JsonTree(parser, problems);
      Node root = tree.node(Place.START, 0);
      if (parser.nextToken() != null) {
        throw new Unreadable(tree.here(Place.START), "the JSON ends before this; remove the rest");
      }
      return root;
    } catch (Unreadable e) {
      e.tell(problems);
    } catch (JsonProcessingException e) {
      JsonSyntax.explain(e, text).tell(problems);
    } catch (IOException e) {
      problems.error(Place.START, "the JSON cannot be read");
    }
    return null;
  }

  private Node node(Place parent, int level) throws IOException {
    Place place = here(parent);
    limits.count(place, level);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place, level);
      case START_ARRAY -> sequence(place, level);
      case VALUE_STRING -> text(place);
      case VALUE_NUMBER_INT -> word(place, Kind.INTEGER);
      case VALUE_NUMBER_FLOAT -> word(place, Kind.DECIMAL);
      case VALUE_TRUE, VALUE_FALSE -> word(place, Kind.BOOLEAN);
      case VALUE_NULL -> word(place, Kind.NULL);
      default -> throw new Unreadable(place, "expected a value");
    };
  }

  private Node mapping(Place place, int level) throws IOException {
    Members members = new Members(place, problems);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Place path = place.field(name);
      Place namePlace = here(path);
      parser.nextToken();
      members.add(new Node.Member(name, namePlace, node(path, level + 1)));
    }
    return members.mapping();
  }

  private Node sequence(Place place, int level) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(place.item(items.size()), level + 1));
    }
    return new Node.Sequence(place, items);
  }

  private Node text(Place place) throws IOException {
    long start = parser.currentTokenLocation().getCharOffset();
    String text = parser.getText();
    long written = parser.currentLocation().getCharOffset() - start - 2;
    Verbatim verbatim =
        written == text.length() ? new Verbatim(place.line(), place.column() + 1, 1, 1) : null;
    return new Node.Scalar(place, text, Kind.TEXT, true, verbatim);
  }

  private Node word(Place place, Kind kind) throws IOException {
    return new Node.Scalar(place, parser.getText(), kind, false, null);
  }

  private Place here(Place path) {
    JsonLocation at = parser.currentTokenLocation();
    return path.at(at.getLineNr(), at.getColumnNr());
  }
}
