package dev.keyway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.ProblemReport;
import dev.keyway.relay.DirectHosts;
import dev.keyway.relay.EgressProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressReaderTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("PASS", "p@ss:/#w%rd");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "http://proxy.internal:3128, proxy.internal, 3128",
    "http://proxy.internal:3128/, proxy.internal, 3128",
    "http://10.1.2.3:80, 10.1.2.3, 80",
    "http://[fd00::1]:3128, fd00::1, 3128"
  })
  void proxy_isRead(String url, String host, int port) throws Exception {
    assertThat(proxy("proxy: \"" + url + "\""))
        .isEqualTo(new EgressProxy(host, port, null, DirectHosts.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "http://keyway:${env.PASS}@proxy:3128, keyway, p@ss:/#w%rd",
    "http://key%2Fway:a%40b+c@proxy:3128, key/way, a@b+c",
    "http://keyway@proxy:3128, keyway, ''"
  })
  void credentials_areRead_andPrintedNowhere(String url, String user, String password)
      throws Exception {
    EgressProxy proxy = proxy("proxy: \"" + url + "\"");

    assertThat(proxy.authorization()).isEqualTo(EgressProxy.basic(user, password));
    assertThat(proxy.toString()).doesNotContain("Basic", "p@ss");
  }

  @Test
  void exceptions_areRead() throws Exception {
    assertThat(
            proxy("proxy: \"http://proxy:1\", no_proxy: [.internal, 10.0.0.0/8, \"a.test:443\"]")
                .direct())
        .isEqualTo(DirectHosts.of(List.of(".internal", "10.0.0.0/8", "a.test:443")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.internal:3128",
        "https://proxy.internal:3128",
        "socks5://proxy.internal:1080",
        "http://proxy.internal",
        "http://proxy.internal:0",
        "http://proxy.internal:99999",
        "http://proxy.internal:3128/path",
        "http://u:canary@proxy.internal"
      })
  void whatIsNoProxy_isToldWithoutItsText(String url) throws Exception {
    String problems = refused("proxy: \"" + url + "\"");

    assertThat(problems)
        .contains("2:17: error: egress.proxy: expected the URL of an HTTP proxy, http://HOST:PORT")
        .doesNotContain("canary");
  }

  @Test
  void whatIsNoException_isTold() throws Exception {
    assertThat(refused("proxy: \"http://proxy:1\", no_proxy: [\"http://a\"]"))
        .contains("error: egress.no_proxy[0]: expected a host (example.com)");
  }

  @Test
  void exceptionsWithoutProxy_areAWarning() throws Exception {
    assertThat(report(read("no_proxy: [.internal]")))
        .contains("warning: egress.no_proxy: without proxy this means nothing; remove it");
  }

  private EgressProxy proxy(String egress) throws Exception {
    ConfigReading reading = read(egress);
    assertThat(report(reading)).isEmpty();
    return ((ConfigReading.Loaded) reading).config().upstream().proxy();
  }

  private String refused(String egress) throws Exception {
    ConfigReading reading = read(egress);
    assertThat(reading).isInstanceOf(ConfigReading.Refused.class);
    return report(reading);
  }

  private ConfigReading read(String egress) throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), "providers: []");
    String yaml = "policies: {chat: chat.yaml}\negress: {" + egress + "}\n";
    return ConfigReader.read(
        folder.resolve("keyway.yaml"),
        yaml.getBytes(StandardCharsets.UTF_8),
        ENVIRONMENT::get,
        Overrides.NONE);
  }

  private static String report(ConfigReading reading) {
    return new ProblemReport("keyway.yaml", reading.problems()).text();
  }
}
