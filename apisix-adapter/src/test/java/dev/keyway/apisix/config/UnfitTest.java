package dev.keyway.apisix.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.hostconfig.RelayAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnfitTest {

  @ParameterizedTest
  @ValueSource(strings = {"chat", "v1-2", "Chat_2", "a.b", "-a"})
  void plainName_isARoutes(String name) {
    assertThat(Unfit.name(name)).isNull();
    assertThat(Unfit.name("a".repeat(57))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "é", "a~b", "a\nb"})
  void oddName_isNone(String name) {
    assertThat(Unfit.name(name)).contains("under policies: in keyway.yaml");
    assertThat(Unfit.name("a".repeat(58))).contains("at most 57");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "keyway.internal, true",
    "a_b, true",
    "::1, true",
    "a@b, false",
    "ä, false"
  })
  void relay_isANode(String host, boolean fits) {
    assertThat(Unfit.relay(new RelayAddress(host, 8710, false)) == null).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "${secrets.get('a')}, true, true, true",
    "${{a}}, true, false, true",
    "${{, true, false, true",
    "${a_1}, true, true, false",
    "$a {b}, true, true, true"
  })
  void text_thatWouldBeReplaced_isRefused(
      String text, boolean admin, boolean standalone, boolean adc) {
    assertThat(Unfit.ADMIN.text(text) == null).isEqualTo(admin);
    assertThat(Unfit.STANDALONE.text(text) == null).isEqualTo(standalone);
    assertThat(Unfit.ADC.text(text) == null).isEqualTo(adc);
    assertThat(Unfit.ADMIN.variable("a", text) == null).isEqualTo(admin);
    assertThat(Unfit.STANDALONE.variable("a", text) == null).isEqualTo(standalone);
    assertThat(Unfit.ADC.variable("a", text) == null).isEqualTo(adc);
  }

  @Test
  void longText_isRefused() {
    assertThat(Unfit.ADMIN.text("#".repeat(1 << 18))).isNull();
    assertThat(Unfit.ADMIN.text("#".repeat((1 << 18) + 1))).contains("262144 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "é"})
  void variableThatNoExpressionCanName_isRefused(String name) {
    assertThat(Unfit.ADMIN.variable(name, "x")).contains("must not begin with a digit");
  }
}
