package dev.keyway.stream;

import org.jspecify.annotations.Nullable;

/**
 * What of a server-sent event may be changed. A part that the event does not have is null, and
 * stays so whatever an edit makes of it.
 *
 * @param data the text of all its data lines, joined by line feeds
 * @param retry what its retry line says, a number of milliseconds as a rule
 */
public record EventText(@Nullable String data, @Nullable String retry) {

  /** Whether there is nothing that may be changed. */
  boolean isNone() {
    return data == null && retry == null;
  }

  /** The same event with another text. */
  public EventText withData(@Nullable String changed) {
    return new EventText(changed, retry);
  }

  /** The same event with another time to wait before a client connects again. */
  public EventText withRetry(@Nullable String changed) {
    return new EventText(data, changed);
  }
}
