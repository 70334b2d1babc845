package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where providers are, and that it is found out anew. Nothing listens on 127.0.0.9. */
class HostNamesTest {

  private static final String HERE = "127.0.0.1";
  private static final String NOWHERE = "127.0.0.9";

  @TempDir private Path folder;

  @Test
  void host_that_moves_is_followed_however_busy_it_is() throws Exception {
    try (TestDns dns = new TestDns(HERE);
        RelayStage stage = stage(dns.settings())) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      dns.answer(NOWHERE);
      Client.await(() -> stage.chat().statusCode() == 502);
      dns.answer(HERE);
      Client.await(() -> stage.chat().statusCode() == 200);
    }
  }

  @Test
  void address_that_is_dead_is_passed_over() throws Exception {
    try (TestDns dns = new TestDns(NOWHERE, HERE);
        RelayStage stage = stage(dns.settings())) {
      for (int i = 0; i < 3; i++) {
        assertThat(stage.chat().statusCode()).isEqualTo(200);
        assertThat(stage.story()).isEqualTo("named/1 success");
      }
    }
  }

  @Test
  void last_answer_serves_while_name_servers_fail() throws Exception {
    try (TestDns dns = new TestDns(HERE);
        RelayStage stage = stage(dns.settings())) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      dns.fail(TestDns.SERVER_FAILURE);
      int before = dns.questions();
      while (dns.questions() == before) {
        assertThat(stage.chat().statusCode()).isEqualTo(200);
      }
      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void name_that_is_gone_is_gone() throws Exception {
    try (TestDns dns = new TestDns(HERE);
        RelayStage stage = stage(dns.settings())) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      stage.record();
      dns.fail(TestDns.NO_SUCH_NAME);
      Client.await(() -> {
        stage.chat();
        return stage.story().equals("named/1 provider (dns)");
      });
    }
  }

  @Test
  void file_of_hosts_goes_first_and_is_read_again() throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), HERE + " provider.test\n");
    NameSettings names =
        new NameSettings(List.of("127.0.0.1:1"), hosts, Duration.ofMinutes(5), Duration.ZERO);
    try (RelayStage stage = stage(names)) {
      assertThat(stage.chat().statusCode()).isEqualTo(200);
      Files.writeString(hosts, NOWHERE + " provider.test\n");
      Client.await(() -> stage.chat().statusCode() == 502);
    }
  }

  private static RelayStage stage(NameSettings names) throws Exception {
    return RelayStage.of(made ->
        made.upstream(Limits.names(names))
            .policy
            .provider(
                "named",
                URI.create("http://provider.test:" + made.first.port() + "/v1"),
                "sk-named"));
  }
}
