package dev.keyway.stream;

import org.jspecify.annotations.Nullable;

/** Changes the events of one stream, each on its own and in order. */
@FunctionalInterface
public interface EventEdit {

  /**
   * The event as it goes out: the same object where nothing is to be changed. An event whose text
   * became empty is none (WHATWG HTML standard, section 9.2.6) and is left out.
   *
   * @return null when the event can't be edited: then neither it nor anything after it goes out
   */
  @Nullable EventText edit(EventText event);
}
