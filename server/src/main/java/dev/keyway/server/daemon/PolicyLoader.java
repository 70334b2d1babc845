package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.document.BoundedFile;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.UnfitFileException;
import dev.keyway.policy.HostActions;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads policies from their files. */
public final class PolicyLoader {

  /** Larger ones are refused by who reads YAML. */
  private static final int MOST_BYTES = 1 << 20;

  private final SecretResolver secrets;
  private final Origin origin;

  private PolicyLoader(SecretResolver secrets, Origin origin) {
    this.secrets = secrets;
    this.origin = origin;
  }

  /**
   * Reads with these secrets.
   *
   * @param hostActions what becomes of what a policy holds and the host gateway does
   */
  public PolicyLoader(SecretResolver secrets, HostActions hostActions) {
    this(secrets, new Origin.Operator(hostActions));
  }

  /**
   * One that reads them as policies that a host gateway's configuration holds.
   *
   * @param vaults the only vaults they may read
   */
  public static PolicyLoader inline(SecretResolver secrets, Set<String> vaults) {
    return new PolicyLoader(secrets, new Origin.Inline(vaults));
  }

  /**
   * Reads a policy's file. Never throws.
   *
   * @param unsetSecret what a secret without a value is
   */
  public PolicyReading load(PolicyFile file, Severity unsetSecret) {
    return load(file, unsetSecret, null);
  }

  /**
   * The same.
   *
   * @param before goes on as it is where the file holds the text it was read from
   */
  PolicyReading load(PolicyFile file, Severity unsetSecret, @Nullable Policy before) {
    try {
      byte[] text = BoundedFile.read(file.path(), MOST_BYTES);
      return before != null && before.isOf(text)
          ? new PolicyReading.Loaded(before)
          : Keyway.policyReader(secrets, unsetSecret, origin).read(file.name(), text);
    } catch (IOException e) {
      return new PolicyReading.Refused(
          List.of(new Problem(Severity.ERROR, "", 0, 0, why(file.path(), e), null)));
    }
  }

  private static String why(Path file, IOException failure) {
    if (failure instanceof UnfitFileException unfit) {
      return "the policy " + unfit.getMessage();
    }
    return Files.exists(file) ? "it can't be read" : "there is no such file";
  }
}
