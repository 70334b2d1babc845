package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.Keyway;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedPoliciesTest {

  private static final PolicyRef CHAT = new PolicyRef.Named("chat");

  @TempDir private Path folder;
  private final SecretResolver secrets = SecretResolver.ofEnvironment(name -> null);
  private Path file;
  private FollowedPolicies policies;

  @BeforeEach
  void load() throws Exception {
    file = folder.resolve("chat.yaml");
    Files.writeString(file, "providers: []\n");
    PolicyReader inline =
        Keyway.policyReader(secrets, Severity.ERROR, new PolicyReader.Origin.Inline(Set.of()));
    policies =
        FollowedPolicies.load(
            new PolicyRegistry(new ManualClock(), inline, Duration.ofSeconds(30), 10),
            new PolicyLoader(secrets),
            List.of(new PolicyFile("chat", file)));
  }

  @Test
  void changedFile_replacesItsPolicy() throws IOException {
    Policy before = policies.find(CHAT);

    Files.writeString(file, "providers: []\nper_request_timeout: 7s\n");
    policies.look();

    assertThat(before.aiGateway().perRequestTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(policies.find(CHAT).aiGateway().perRequestTimeout())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void fileChangedForTheWorse_leavesThePolicy() throws IOException {
    Policy before = policies.find(CHAT);

    Files.writeString(file, "providres: []\n");
    policies.look();
    assertThat(policies.find(CHAT)).isSameAs(before);

    Files.delete(file);
    policies.look();
    assertThat(policies.find(CHAT)).isSameAs(before);
  }

  @Test
  void unchangedFile_isNotReadAgain() {
    Policy before = policies.find(CHAT);

    policies.look();

    assertThat(policies.find(CHAT)).isSameAs(before);
  }

  @Test
  void otherName_isNoPolicy() {
    assertThat(policies.find(new PolicyRef.Named("other"))).isNull();
    assertThat(policies.find(new PolicyRef.Digested("none"))).isNull();
  }
}
