package dev.keyway.kong.config;

import java.util.regex.Pattern;

/**
 * What holds for a text. Each is said twice, for Kong as a pattern of Lua and for Keyway as one of
 * Java; a test plays what Kong's code made of the first to the second.
 */
public enum FieldCheck {
  NOT_BLANK("[^ \t\n\r]", "[^ \t\n\r]", "must not be blank"),
  NAME(
      "^[A-Za-z_][A-Za-z0-9_]*$",
      "^[A-Za-z_][A-Za-z0-9_]*\\z",
      "must consist of letters, digits and underscores, and must not begin with a digit"),
  BEGINS_WITH_SLASH("^/", "^/", "must begin with a slash, such as /chat"),
  ENDS_WITHOUT_SLASH(
      "[^/]$",
      "[^/]\\z",
      "must end without a slash; leave it out where there is nothing to take off"),
  PATH_ALONE(
      "^[A-Za-z0-9._~/-]*$",
      "^[A-Za-z0-9._~/-]*\\z",
      "must be a path of letters, digits and - . _ ~ alone");

  private final String lua;
  private final Pattern java;
  private final String error;

  FieldCheck(String lua, String java, String error) {
    this.lua = lua;
    this.java = Pattern.compile(java);
    this.error = error;
  }

  /** The pattern for Kong, which the text must match somewhere. */
  String lua() {
    return lua;
  }

  boolean holds(String text) {
    return java.matcher(text).find();
  }

  /** What to tell whose text does not hold. */
  public String error() {
    return error;
  }
}
