package dev.keyway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.secret.Secret;
import org.junit.jupiter.api.Test;

class MaskingTest {

  private final Masking masking = new Masking();

  @Test
  void whatIsHiddenLater_isMaskedFromThenOn() {
    masking.hide(Secret.of("first-secret"));
    assertThat(masking.text("first-secret, second-secret")).doesNotContain("first-secret");

    masking.hide(Secret.of("another-one"));

    assertThat(masking.text("a first-secret b another-one c")).isEqualTo("a **** b **** c");
  }

  @Test
  void everyRunOfEightCharacters_isMasked_andNoShorterOne() {
    masking.hide(Secret.of("0123456789abcdef"));

    assertThat(masking.text("x 456789ab y 456789a z")).isEqualTo("x **** y 456789a z");
  }

  @Test
  void shortSecret_isMaskedWhole() {
    masking.hide(Secret.of("abc"));

    assertThat(masking.text("xabcx")).isEqualTo("x****x");
  }
}
