package dev.keyway.rule;

import org.jspecify.annotations.Nullable;

/**
 * Changes the text of one body. May take long: it is not called on an event loop for a long one.
 */
@FunctionalInterface
public interface TextEdit {

  /**
   * The text as it goes out: the same object where nothing is to be changed.
   *
   * @return null when it can't be edited, because it grew too long, say: then nothing of it goes
   *     out
   */
  @Nullable String edit(String text);
}
