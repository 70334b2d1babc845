package dev.keyway.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import dev.keyway.secret.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatekeeperTest {

  @ParameterizedTest
  @CsvSource({
    "Bearer 0123456789abcdef, true",
    "bearer 0123456789abcdef, true",
    "Bearer 0123456789abcdeX, false",
    "Bearer , false",
    "Basic 0123456789abcdef, false",
    "0123456789abcdef, false"
  })
  void token_mustBePresented(String authorization, boolean in) {
    Gatekeeper gatekeeper = new Gatekeeper(Secret.of("0123456789abcdef"));

    assertThat(gatekeeper.letsIn(headers("Authorization", authorization))).isEqualTo(in);
    assertThat(gatekeeper.letsIn(headers("Host", "127.0.0.1:8701"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8701, true",
    "localhost, true",
    "[::1]:8701, true",
    "evil.example:8701, false",
    "127.0.0.1.evil.example, false"
  })
  void withoutToken_aPageOfAnotherNameIsKeptOut(String host, boolean in) {
    assertThat(new Gatekeeper(null).letsIn(headers("Host", host))).isEqualTo(in);
  }

  @Test
  void withoutToken_whatABrowserSendsForAPageIsKeptOut() {
    Headers headers =
        new Headers(
            Map.of("Host", List.of("127.0.0.1:8701"), "Origin", List.of("http://127.0.0.1:8701")));

    assertThat(new Gatekeeper(null).letsIn(headers)).isFalse();
  }

  private static Headers headers(String name, String value) {
    return new Headers(Map.of(name, List.of(value)));
  }
}
