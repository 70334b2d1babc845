package dev.keyway.kong.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnfitTest {

  @ParameterizedTest
  @CsvSource({"chat, true", "v1-2, true", "Chat_2, false", "a.b, false", "-a, false"})
  void plainName_isARoutes(String name, boolean inKubernetes) {
    assertThat(Unfit.name(name)).isNull();
    assertThat(Unfit.kubernetesName(name) == null).isEqualTo(inKubernetes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "é", "a\nb"})
  void oddName_isNone(String name) {
    assertThat(Unfit.name(name)).contains("under policies: in keyway.yaml");
  }

  @Test
  void text_thatDeckWouldChange_isRefused() {
    assertThat(Unfit.text("a: ${{'b': 1}.b}\n")).contains("write '${ {'");
    assertThat(Unfit.text("a: ${b}\n")).isNull();
  }

  @Test
  void variable_thatDeckOrKongWouldNotTake_isRefused() {
    assertThat(Unfit.variable("team", "red")).isNull();
    assertThat(Unfit.variable("team", "")).isNull();
    assertThat(Unfit.variable("team", "${{ env \"DECK_TEAM\" }}")).contains("decK takes '${{'");
    assertThat(Unfit.variable("team", "x".repeat(4097))).contains("4096 bytes");
    assertThat(Unfit.variable("1", "red")).contains("must not begin with a digit");
  }

  @ParameterizedTest
  @CsvSource({
    "keyway.internal, true",
    "127.0.0.1, true",
    "localhost, true",
    "::1, false",
    "2001:db8::1, false",
    "Keyway, false",
    "a_b, false",
    "a..b, false",
    "a-, false"
  })
  void host_isAServicesInKubernetes(String host, boolean fits) {
    assertThat(Unfit.externalName(host) == null).isEqualTo(fits);
  }

  @Test
  void text_thatKongWouldRefuse_isRefused() {
    assertThat(Unfit.text(" \n")).contains("must not be blank");
    assertThat(Unfit.text("#".repeat((1 << 18) + 1))).contains("262144 bytes");
  }
}
