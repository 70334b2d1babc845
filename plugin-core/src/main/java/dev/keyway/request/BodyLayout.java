package dev.keyway.request;

import java.util.regex.Pattern;

/** How a body's bytes hold its fields. */
public sealed interface BodyLayout {

  /** Members of one JSON object. */
  record Json() implements BodyLayout {

    @Override
    public String contentType() {
      return "application/json";
    }
  }

  /**
   * Parts of a form.
   *
   * @param boundary what divides them, without its dashes
   * @param firstStart where the first line with the boundary begins
   */
  record Form(String boundary, int firstStart) implements BodyLayout {

    /** What may stand without quotes (RFC 9110, section 5.6.2), of what a boundary may hold. */
    private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z'+_.-]+");

    @Override
    public String contentType() {
      String quote = TOKEN.matcher(boundary).matches() ? "" : "\"";
      return "multipart/form-data; boundary=" + quote + boundary + quote;
    }
  }

  /**
   * What is said of such a body to who gets it. The client's own words are not passed on: a server
   * that took them at their word could read the same bytes otherwise than they were read here, with
   * another model in them.
   */
  String contentType();

  /** The layout of most bodies. */
  BodyLayout JSON = new Json();
}
