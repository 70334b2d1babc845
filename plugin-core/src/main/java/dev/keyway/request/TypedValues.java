package dev.keyway.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of the type that a member must have, or says which it must have and where the other
 * one stands. JSON null counts as absent.
 */
final class TypedValues {

  /** Names of models and users: long enough for every provider's, short enough to be remembered. */
  static final int LONGEST_TEXT = 1024;

  static final int MOST_TEXTS = 100;

  private final JsonParser json;

  TypedValues(JsonParser json) {
    this.json = json;
  }

  @Nullable String text(String path) throws IOException, MalformedBodyException {
    return isGiven(path, "text", JsonToken.VALUE_STRING) ? name(path) : null;
  }

  private String name(String path) throws IOException, MalformedBodyException {
    String text = json.getText();
    String fault = fault(text);
    if (fault != null) {
      throw wrong(path, fault);
    }
    return text;
  }

  /** What keeps a text from being a name, or null. */
  static @Nullable String fault(String text) {
    if (text.isEmpty()) {
      return "must not be empty";
    }
    if (text.length() > LONGEST_TEXT) {
      return "is longer than " + LONGEST_TEXT + " characters";
    }
    return isWellFormed(text) ? null : "holds half of a surrogate pair or a control character";
  }

  /** Names end up in records, logs and headers, which can hold neither. */
  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c ->
            c < ' ' || c == 0x7F || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  List<String> texts(String path) throws IOException, MalformedBodyException {
    List<String> texts = new ArrayList<>();
    if (!isGiven(path, "a list of texts", JsonToken.START_ARRAY)) {
      return texts;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (texts.size() == MOST_TEXTS) {
        throw wrong(path, "has more than " + MOST_TEXTS + " elements");
      }
      String element = path + "[" + texts.size() + "]";
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw wrongType(element, "text");
      }
      texts.add(name(element));
    }
    return texts;
  }

  boolean flag(String path) throws MalformedBodyException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw wrongType(path, "true or false");
    };
  }

  boolean hasElements(String path) throws IOException, MalformedBodyException {
    if (!isGiven(path, "a list", JsonToken.START_ARRAY)) {
      return false;
    }
    boolean elements = false;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements = true;
      json.skipChildren();
    }
    return elements;
  }

  @Nullable Long count(String path) throws IOException, MalformedBodyException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a whole number");
    }
    // As a double, which some clients write (1024.0) and which no exponent makes expensive.
    double value = json.getDoubleValue();
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(path, "must be a whole number of at most " + Integer.MAX_VALUE);
    }
    return (long) value;
  }

  boolean isGiven(String path, String expected, JsonToken token) throws MalformedBodyException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    if (json.currentToken() != token) {
      throw wrongType(path, expected);
    }
    return true;
  }

  private MalformedBodyException wrongType(String path, String expected) {
    return wrong(path, "must be " + expected + ", not " + RequestJson.kind(json.currentToken()));
  }

  private MalformedBodyException wrong(String path, String what) {
    return new MalformedBodyException("`" + path + "` " + what + " (byte " + offset() + ")");
  }

  long offset() {
    return json.currentTokenLocation().getByteOffset();
  }
}
