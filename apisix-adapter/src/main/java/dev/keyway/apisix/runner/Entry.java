package dev.keyway.apisix.runner;

import org.jspecify.annotations.Nullable;

/**
 * A header or an argument.
 *
 * @param value null: in a request, an argument without {@code =}; in a rewrite, one that is removed
 */
public record Entry(String name, @Nullable String value) {

  /** Prints no value: it may be a credential. */
  @Override
  public String toString() {
    return name;
  }
}
