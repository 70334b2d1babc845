package dev.keyway.policy;

import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.facts.TemplateEnvironment;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.secret.SecretResolver;
import dev.keyway.select.KeyEnvironment;
import dev.keyway.select.ModelEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads policies as the daemon does, with an environment of its own. */
public final class Policies {

  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OPENAI_PRIMARY_KEY", "sk-primary",
          "OPENAI_BACKUP_KEY", "sk-backup",
          "GOOGLE_KEY", "google-key",
          "KEY", "default-key",
          "A_B_C", "shared");

  static final KeyHash LITERALS = KeyHash.of("a pepper for tests".getBytes(StandardCharsets.UTF_8));

  private Policies() {}

  public static PolicyReader reader(Severity unsetSecret, Origin origin) {
    return new PolicyReader(
        new PolicyReader.Settings(
            ModelEnvironment::language,
            KeyEnvironment::language,
            TemplateEnvironment::shared,
            SecretResolver.ofEnvironment(ENVIRONMENT::get),
            LITERALS,
            unsetSecret,
            origin));
  }

  static PolicyReader reader() {
    return reader(Severity.ERROR, new Origin.Operator());
  }

  static PolicyReading read(String text) {
    return reader().read("test", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The policy's action; a policy that does not load fails with its problems. */
  public static AiGateway load(String text) {
    return loaded(read(text)).aiGateway();
  }

  static Policy loaded(PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused -> throw new AssertionError(report(refused));
    };
  }

  public static List<Problem> problems(PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy().warnings();
      case PolicyReading.Refused refused -> refused.problems();
    };
  }

  /** What {@code check} prints of it. */
  static String report(PolicyReading reading) {
    return new ProblemReport("policy.yaml", problems(reading)).text();
  }
}
