package dev.keyway.request;

import dev.keyway.scan.JsonTokens;
import dev.keyway.scan.JsonTokens.Token;
import dev.keyway.scan.MalformedJsonException;
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

  private final JsonTokens json;

  TypedValues(JsonTokens json) {
    this.json = json;
  }

  @Nullable String text(String path) throws MalformedBodyException {
    return isGiven(path, "text", Token.TEXT) ? name(path) : null;
  }

  private String name(String path) throws MalformedBodyException {
    String text = json.text();
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
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c < ' ' || c == 0x7F || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        return false;
      }
      at += Character.charCount(c);
    }
    return true;
  }

  List<String> texts(String path) throws MalformedJsonException, MalformedBodyException {
    List<String> texts = new ArrayList<>();
    if (!isGiven(path, "a list of texts", Token.LIST)) {
      return texts;
    }
    while (json.next() != Token.LIST_END) {
      if (texts.size() == MOST_TEXTS) {
        throw wrong(path, "has more than " + MOST_TEXTS + " elements");
      }
      String element = path + "[" + texts.size() + "]";
      if (json.current() != Token.TEXT) {
        throw wrongType(element, "text");
      }
      texts.add(name(element));
    }
    return texts;
  }

  boolean flag(String path) throws MalformedBodyException {
    return switch (json.current()) {
      case TRUE -> true;
      case FALSE, NULL -> false;
      default -> throw wrongType(path, "true or false");
    };
  }

  boolean hasElements(String path) throws MalformedJsonException, MalformedBodyException {
    if (!isGiven(path, "a list", Token.LIST)) {
      return false;
    }
    boolean elements = false;
    while (json.next() != Token.LIST_END) {
      elements = true;
      json.skip();
    }
    return elements;
  }

  @Nullable Long count(String path) throws MalformedBodyException {
    if (json.current() == Token.NULL) {
      return null;
    }
    if (json.current() != Token.NUMBER) {
      throw wrongType(path, "a whole number");
    }
    // As a double, which some clients write (1024.0) and which no exponent makes expensive.
    double value = json.number();
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(path, "must be a whole number of at most " + Integer.MAX_VALUE);
    }
    return (long) value;
  }

  boolean isGiven(String path, String expected, Token token) throws MalformedBodyException {
    if (json.current() == Token.NULL) {
      return false;
    }
    if (json.current() != token) {
      throw wrongType(path, expected);
    }
    return true;
  }

  private MalformedBodyException wrongType(String path, String expected) {
    return wrong(path, "must be " + expected + ", not " + json.current().words());
  }

  private MalformedBodyException wrong(String path, String what) {
    return new MalformedBodyException("`" + path + "` " + what + " (byte " + offset() + ")");
  }

  int offset() {
    return json.start();
  }
}
