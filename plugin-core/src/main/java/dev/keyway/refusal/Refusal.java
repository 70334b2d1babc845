package dev.keyway.refusal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that Keyway gives itself. It becomes an HTTP response in one place, in the dialect of
 * the surface.
 *
 * @param code what went wrong
 * @param message what was wrong, where, and what to do; for the client to read, so it holds no
 *     secret
 * @param retryAfter how long to wait before another try, or null where that is not known
 * @param tried the attempts that failed, in order; empty when nobody was called
 */
public record Refusal(
    ErrorCode code, String message, @Nullable Duration retryAfter, List<Tried> tried) {

  /**
   * @throws IllegalArgumentException when the message is blank: nobody is refused without a reason
   */
  public Refusal {
    if (message.isBlank()) {
      throw new IllegalArgumentException("a refusal needs a reason: " + code);
    }
    tried = List.copyOf(tried);
  }

  /** A refusal before any provider was called. */
  public static Refusal of(ErrorCode code, String message) {
    return new Refusal(code, message, null, List.of());
  }

  /**
   * One failed attempt, as a client may see it.
   *
   * @param provider the provider's id
   * @param model the model's id at that provider
   * @param key the id of the key, never its value
   * @param status the provider's HTTP status, 0 when none arrived
   * @param failure what it was taken for, such as {@code rate} or {@code timeout}
   * @param lasts whether it will be so until somebody changes something: a key, an account
   */
  public record Tried(
      String provider, String model, String key, int status, String failure, boolean lasts) {}
}
