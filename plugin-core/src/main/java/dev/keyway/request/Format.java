package dev.keyway.request;

import java.util.Locale;

/** The two families of API that clients speak. */
public enum Format {
  OPENAI,
  ANTHROPIC;

  /** The name used in policies and expressions: {@code openai} or {@code anthropic}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
