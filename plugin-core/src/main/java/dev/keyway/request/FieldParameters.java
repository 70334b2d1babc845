package dev.keyway.request;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of {@code Content-Type} and {@code Content-Disposition} fields (RFC 9110, section
 * 5.6.6; RFC 7578, section 4.2), read so that no two parsers can disagree on where one ends: what
 * could be read in two ways is refused.
 */
final class FieldParameters {

  private static final String NO_TOKEN = "()<>@,;:\\\"/[]?={} \t";

  private final String text;
  private final String where;
  private int at;

  private FieldParameters(String text, int start, String where) {
    this.text = text;
    this.at = start;
    this.where = where;
  }

  /**
   * The parameters that stand from an offset on, by their lower-case names. Quoted values come
   * without their quotation marks and with their backslashes: whether those escape depends on who
   * wrote them.
   *
   * @param where what is read, for messages
   */
  static Map<String, String> read(String text, int start, String where)
      throws MalformedBodyException {
    return new FieldParameters(text, start, where).all();
  }

  private Map<String, String> all() throws MalformedBodyException {
    Map<String, String> all = new LinkedHashMap<>(4);
    skipBlanks();
    while (at < text.length()) {
      expect(';');
      skipBlanks();
      if (at < text.length() && text.charAt(at) != ';') {
        String name = name();
        if (all.putIfAbsent(name, value()) != null) {
          throw wrong("a parameter stands twice");
        }
        skipBlanks();
      }
    }
    return all;
  }

  private String name() throws MalformedBodyException {
    int start = at;
    while (at < text.length() && NO_TOKEN.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String name = text.substring(start, at).toLowerCase(Locale.ROOT);
    expect('=');
    if (name.isEmpty()) {
      throw wrong("a parameter has no name");
    }
    return name;
  }

  private String value() throws MalformedBodyException {
    return at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
  }

  private String quoted() throws MalformedBodyException {
    int start = ++at;
    boolean escapedQuote = false;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.startsWith("\\\"", at)) {
        escapedQuote = true;
        at++;
      }
      at++;
    }
    if (at >= text.length()) {
      throw wrong("a quoted value has no end");
    }
    String value = text.substring(start, at++);
    if (escapedQuote && (value.contains("\\\\") || text.indexOf(';', start) >= 0)) {
      // To browsers a backslash is no escape, and to some parsers two of them are one: such a value
      // ends in one place for one and in another for the next.
      throw wrong("an escaped quote is followed by a semicolon, or stands beside two backslashes");
    }
    if (value.indexOf(';') >= 0 && value.indexOf('=') >= 0) {
      throw wrong("a quoted value looks like parameters of its own");
    }
    return value;
  }

  /** Boundaries are often left unquoted although they hold characters that no token may hold. */
  private String bare() throws MalformedBodyException {
    int start = at;
    while (at < text.length() && " \t;,\"\\".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw wrong("a parameter has no value");
    }
    return text.substring(start, at);
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private void expect(char c) throws MalformedBodyException {
    if (at >= text.length() || text.charAt(at) != c) {
      throw wrong("expected `" + c + "` at its character " + (at + 1));
    }
    at++;
  }

  private MalformedBodyException wrong(String what) {
    return new MalformedBodyException(where + " can't be read: " + what);
  }
}
