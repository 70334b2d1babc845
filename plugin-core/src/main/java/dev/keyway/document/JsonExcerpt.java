package dev.keyway.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.http.ByteSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scalars that stand at chosen places of a foreign JSON text, read from its first {@value
 * #MOST_BYTES} bytes. Whatever the text holds, the cost is bounded and nothing is thrown: of a
 * broken or truncated one there is what came before the break.
 *
 * <p>A place is a path of member names with dots; the objects in an array stand at the array's own
 * place, so {@code error.details.reason} finds the reasons of all details, and a text that is an
 * array of objects reads like the objects themselves.
 */
public final class JsonExcerpt {

  /** How much of a text is read. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final int MOST_SCALARS = 256;
  private static final int LONGEST_SCALAR = 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final Set<String> places;
  private final Map<String, List<Scalar>> scalars = new HashMap<>();
  private final Set<String> objects = new HashSet<>();
  private int kept;

  private record Scalar(String text, boolean string) {}

  private JsonExcerpt(Set<String> places) {
    this.places = places;
  }

  /**
   * Reads a text.
   *
   * @param places the objects and arrays to enter below the text's own; all others are stepped over
   */
  public static JsonExcerpt read(ByteSlice json, Set<String> places) {
    JsonExcerpt excerpt = new JsonExcerpt(places);
    int length = Math.min(json.length(), MOST_BYTES);
    try (JsonParser parser = FACTORY.createParser(json.bytes(), json.offset(), length)) {
      excerpt.text(parser);
    } catch (IOException e) {
      // Broken, truncated or no JSON: what was read stands.
    }
    return excerpt;
  }

  /** The first string or number at a place, as text; null when there is none. */
  public @Nullable String first(String place) {
    return scalars.containsKey(place) ? scalars.get(place).get(0).text() : null;
  }

  /** The first scalar at a place if it is a string, else null. */
  public @Nullable String firstString(String place) {
    List<Scalar> found = scalars.get(place);
    return found != null && found.get(0).string() ? found.get(0).text() : null;
  }

  /** All strings and numbers at a place, as text, in order. */
  public List<String> all(String place) {
    List<Scalar> found = scalars.get(place);
    return found == null ? List.of() : found.stream().map(Scalar::text).toList();
  }

  /** Whether an object stands at a place that was to be entered. */
  public boolean hasObject(String place) {
    return objects.contains(place);
  }

  private void text(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      object(parser, "");
    } else if (first == JsonToken.START_ARRAY) {
      elements(parser, "");
    }
  }

  private void object(JsonParser parser, String place) throws IOException {
    objects.add(place);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      member(parser, value, place.isEmpty() ? name : place + '.' + name);
    }
  }

  private void member(JsonParser parser, @Nullable JsonToken value, String place)
      throws IOException {
    if (value == null) {
      return;
    }
    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
      keep(parser, place, value == JsonToken.VALUE_STRING);
    } else if (!places.contains(place)) {
      parser.skipChildren();
    } else if (value == JsonToken.START_OBJECT) {
      object(parser, place);
    } else if (value == JsonToken.START_ARRAY) {
      elements(parser, place);
    }
  }

  /** The objects of an array. Arrays in arrays are stepped over, which bounds the depth as well. */
  private void elements(JsonParser parser, String place) throws IOException {
    JsonToken element = parser.nextToken();
    while (element != null && element != JsonToken.END_ARRAY) {
      if (element == JsonToken.START_OBJECT) {
        object(parser, place);
      } else {
        parser.skipChildren();
      }
      element = parser.nextToken();
    }
  }

  private void keep(JsonParser parser, String place, boolean string) throws IOException {
    String text = parser.getText();
    if (kept++ < MOST_SCALARS) {
      String clipped = text.length() > LONGEST_SCALAR ? text.substring(0, LONGEST_SCALAR) : text;
      scalars.computeIfAbsent(place, at -> new ArrayList<>(1)).add(new Scalar(clipped, string));
    }
  }
}
