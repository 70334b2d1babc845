package dev.keyway.server.daemon;

import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.expression.Environment;
import dev.keyway.facts.TemplateEnvironment;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import dev.keyway.select.KeyEnvironment;
import dev.keyway.server.config.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Reads policies from their files. The environments of their expressions are made once. */
public final class PolicyLoader {

  private final Environment keySelection = KeyEnvironment.create();
  private final Environment templates = TemplateEnvironment.create();
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
      return reader(unsetSecret).read(file.name(), Files.readAllBytes(file.path()));
    } catch (IOException e) {
      String message = Files.exists(file.path()) ? "it can't be read" : "there is no such file";
      return new PolicyReading.Refused(
          List.of(new Problem(Severity.ERROR, "", 0, 0, message, null)));
    }
  }

  private PolicyReader reader(Severity unsetSecret) {
    return new PolicyReader(
        new PolicyReader.Settings(keySelection, templates, secrets, unsetSecret, false));
  }
}
