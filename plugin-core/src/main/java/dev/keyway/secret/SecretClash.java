package dev.keyway.secret;

/**
 * Two references that fall on one environment variable, so that one of them would silently get the
 * other's secret.
 *
 * @param first the reference seen first
 * @param second the reference seen after it
 * @param variable the variable both read
 */
public record SecretClash(SecretRef first, SecretRef second, String variable) {

  /** What is wrong and what to do, for a person. */
  public String message() {
    return "secrets %s and %s both read the environment variable %s: rename one of them"
        .formatted(first, second, variable);
  }
}
