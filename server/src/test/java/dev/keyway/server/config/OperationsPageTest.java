package dev.keyway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.ProblemReport;
import dev.keyway.relay.ClientLimits;
import dev.keyway.relay.UpstreamSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration that {@code docs/operations.md} shows is a good one, and its defaults are true.
 */
class OperationsPageTest {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- A test reads this block[^\n]*\n```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private String page;

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(Path.of("../docs/operations.md"));
  }

  @Test
  void configuration_isRead() throws IOException {
    DaemonConfig config = config();

    assertThat(config.listeners()).hasSize(2);
    assertThat(config.policies()).extracting(PolicyFile::name).containsExactly("chat", "code");
    assertThat(config.admin().token()).isNotNull();
  }

  @Test
  void defaults_areAsThePageSays() throws IOException {
    DaemonConfig config = config();

    assertThat(config.limits()).isEqualTo(ClientLimits.DEFAULTS);
    assertThat(config.upstream()).isEqualTo(UpstreamSettings.DEFAULTS);
    assertThat(config.records()).isEqualTo(RecordsConfig.DEFAULT);
    assertThat(config.admin().address()).isEqualTo(AdminConfig.DEFAULT.address());
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.context().maxAge()).isEqualTo(Duration.ofSeconds(30));
  }

  private DaemonConfig config() throws IOException {
    Matcher block = BLOCK.matcher(page);
    assertThat(block.find()).isTrue();
    writeFilesItNames();
    ConfigReading reading =
        ConfigReader.read(
            folder.resolve("keyway.yaml"),
            block.group(1).getBytes(StandardCharsets.UTF_8),
            name -> null,
            Overrides.NONE);
    assertThat(new ProblemReport("docs/operations.md", reading.problems()).text()).isEmpty();
    return ((ConfigReading.Loaded) reading).config();
  }

  private void writeFilesItNames() throws IOException {
    Files.createDirectories(folder.resolve("policies"));
    for (String name : List.of("policies/chat.yaml", "policies/code.yaml")) {
      Files.writeString(folder.resolve(name), "providers: []\n");
    }
    Files.writeString(folder.resolve("admin.token"), "0123456789abcdef0123456789abcdef\n");
    Files.writeString(folder.resolve("context.key"), "");
    for (String name : List.of("server.pem", "server.key")) {
      try (var pem = getClass().getResourceAsStream(name)) {
        Files.write(folder.resolve(name), pem.readAllBytes());
      }
    }
  }
}
