package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Reads policies from their files. */
public final class PolicyLoader {

  private final SecretResolver secrets;

  public PolicyLoader(SecretResolver secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads a policy's file. Never throws.
   *
   * @param unsetSecret what a secret without a value is
   */
  public PolicyReading load(PolicyFile file, Severity unsetSecret) {
    try {
      return Keyway.policyReader(secrets, unsetSecret)
          .read(file.name(), Files.readAllBytes(file.path()));
    } catch (IOException e) {
      String message = Files.exists(file.path()) ? "it can't be read" : "there is no such file";
      return new PolicyReading.Refused(
          List.of(new Problem(Severity.ERROR, "", 0, 0, message, null)));
    }
  }
}
