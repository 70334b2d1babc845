package dev.keyway.request;

import dev.keyway.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request's {@code Content-Type} says of how its body is to be read. */
sealed interface BodyType {

  /** A form with this boundary. */
  record Form(String boundary) implements BodyType {}

  /** Anything else: JSON, as clients send it under many names, or under none. */
  record Other() implements BodyType {}

  Other OTHER = new Other();

  /** RFC 2046, section 5.1.1. */
  int LONGEST_BOUNDARY = 70;

  String FORM = "multipart/form-data";

  Set<String> KNOWN = Set.of("boundary", "charset");

  /**
   * What the headers say.
   *
   * @throws MalformedBodyException when the body is a form, and it can't be told how it is divided
   */
  static BodyType of(Headers headers) throws MalformedBodyException {
    List<String> types = headers.all("content-type");
    if (!anyMultipart(types)) {
      return OTHER;
    }
    if (types.size() > 1) {
      throw new MalformedBodyException("there are several content-type headers: send one");
    }
    return form(types.getFirst());
  }

  /** Whether a body with these types is, or passes itself off as, several parts. */
  static boolean anyMultipart(List<String> types) {
    for (String type : types) {
      if (type.toLowerCase(Locale.ROOT).contains("multipart/")) {
        return true;
      }
    }
    return false;
  }

  private static Form form(String type) throws MalformedBodyException {
    String stripped = type.strip();
    if (!stripped.regionMatches(true, 0, FORM, 0, FORM.length())) {
      throw new MalformedBodyException("of multipart bodies, " + FORM + " alone can be read");
    }
    Map<String, String> parameters =
        FieldParameters.read(stripped, FORM.length(), "the content-type header");
    if (stripped.indexOf('\\') >= 0 || !KNOWN.containsAll(parameters.keySet())) {
      throw new MalformedBodyException(
          "the content-type header of a form has something else than a boundary and a charset");
    }
    return new Form(checked(parameters.get("boundary")));
  }

  private static String checked(@Nullable String boundary) throws MalformedBodyException {
    if (boundary == null || boundary.isEmpty()) {
      throw new MalformedBodyException(
          "the content-type header names no boundary; expected `" + FORM + "; boundary=X`");
    }
    if (boundary.length() > LONGEST_BOUNDARY) {
      throw new MalformedBodyException(
          "the boundary in the content-type header is longer than %d characters (RFC 2046)"
              .formatted(LONGEST_BOUNDARY));
    }
    if (boundary.endsWith(" ") || !boundary.chars().allMatch(BodyType::mayStandInBoundary)) {
      throw new MalformedBodyException(
          "the boundary in the content-type header holds a character that no boundary may hold (RFC 2046, section 5.1.1)");
    }
    return boundary;
  }

  private static boolean mayStandInBoundary(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "'()+_,-./:=? ".indexOf(c) >= 0;
  }
}
