package dev.keyway.secret;

import java.util.List;

/**
 * What came of reading all secrets again.
 *
 * @param changed references whose value is another one now
 * @param failures references that could not be read; each keeps the value it had
 */
public record SecretRefresh(List<SecretRef> changed, List<Failure> failures) {

  public SecretRefresh {
    changed = List.copyOf(changed);
    failures = List.copyOf(failures);
  }

  /**
   * A reference that keeps its old value.
   *
   * @param reason why it could not be read; holds no secret
   */
  public record Failure(SecretRef ref, String reason) {}
}
