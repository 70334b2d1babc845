package dev.keyway.document;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a document, for a person to mend.
 *
 * @param severity whether it stops the document from loading
 * @param path where, such as {@code on_http_request[0].config.providers[1].api_keys[0].value};
 *     empty for the whole
 * @param line line of the place, from 1; 0 when unknown
 * @param column column of the place, from 1; 0 when unknown
 * @param message what is wrong, what was expected, what to do
 * @param nearest the nearest known name, or null
 */
public record Problem(
    Severity severity,
    String path,
    int line,
    int column,
    String message,
    @Nullable String nearest) {

  /** Whether a problem stops a document from loading. */
  public enum Severity {
    ERROR,
    WARNING
  }
}
