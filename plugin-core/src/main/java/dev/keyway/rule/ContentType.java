package dev.keyway.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/**
 * What a text is, for a response whose policy does not say: an object or a list of JSON, a page of
 * HTML or XML by how it begins (the tags of the WHATWG's MIME sniffing, section 7.1), else plain
 * text.
 *
 * <p>Only what the policy itself wrote can make a text a page. What a request brings along may
 * begin with a tag too, and a browser would run its scripts.
 */
final class ContentType {

  static final String JSON = "application/json";
  static final String HTML = "text/html; charset=utf-8";
  static final String XML = "text/xml; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";

  private static final JsonFactory FACTORY = new JsonFactory();

  private static final List<String> TAGS =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<script",
          "<iframe",
          "<h1",
          "<div",
          "<font",
          "<table",
          "<a",
          "<style",
          "<title",
          "<b",
          "<body",
          "<br",
          "<p",
          "<!--");

  private ContentType() {}

  /**
   * Its media type.
   *
   * @param text what is sent
   * @param ownStart what the policy wrote before its first {@code ${…}}; the whole text when there
   *     is none
   */
  static String of(String text, String ownStart) {
    String own = ownStart.stripLeading();
    if (own.startsWith("<?xml")) {
      return XML;
    }
    if (TAGS.stream().anyMatch(tag -> begins(own, tag))) {
      return HTML;
    }
    String start = text.stripLeading();
    return (start.startsWith("{") || start.startsWith("[")) && isJson(text) ? JSON : TEXT;
  }

  /** A tag ends with a blank or {@code >}; a comment need not. */
  private static boolean begins(String text, String tag) {
    if (!text.regionMatches(true, 0, tag, 0, tag.length())) {
      return false;
    }
    String next = text.substring(tag.length(), Math.min(text.length(), tag.length() + 1));
    return tag.equals("<!--") || next.equals(">") || (!next.isEmpty() && next.isBlank());
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException noJson) {
      return false;
    }
  }
}
