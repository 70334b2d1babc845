package dev.keyway.request;

import dev.keyway.http.Headers;
import dev.keyway.refusal.Refusal;

/**
 * A refusal as an HTTP response: the one place where it becomes one.
 *
 * @param status HTTP status
 * @param headers content type, {@code x-keyway-error}, and when to try again; without those that
 *     frame the body
 * @param body JSON in the dialect, UTF-8
 */
public record RefusalResponse(int status, Headers headers, byte[] body) {

  /** The response to a refusal in a dialect. */
  public static RefusalResponse of(Refusal refusal, Dialect dialect) {
    throw new UnsupportedOperationException(refusal.toString() + dialect);
  }
}
