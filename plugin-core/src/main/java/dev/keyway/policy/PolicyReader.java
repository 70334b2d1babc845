package dev.keyway.policy;

import dev.keyway.expression.Environment;
import dev.keyway.secret.SecretResolver;

/** Reads a policy file and reports every problem at once. */
public final class PolicyReader {

  private final Settings settings;

  public PolicyReader(Settings settings) {
    this.settings = settings;
  }

  /** Reads a policy. Never throws on bad input. */
  public PolicyReading read(String name, byte[] text) {
    throw new UnsupportedOperationException(name + text.length + settings);
  }

  /**
   * What reading needs from other rooms.
   *
   * @param keySelection the environment of {@code api_key_selection}
   * @param templates the environment of {@code headers}, {@code query_params} and {@code body}
   * @param secrets where the values of keys are found
   * @param unsetSecret what an unset secret is: an error where the policy is to run, a warning
   *     where it is only checked
   * @param inline whether the policy came in a host gateway's route configuration: it may not say
   *     {@code require: none} or {@code allow_http}, and may read only the vaults given
   */
  public record Settings(
      Environment keySelection,
      Environment templates,
      SecretResolver secrets,
      dev.keyway.document.Problem.Severity unsetSecret,
      boolean inline) {}
}
