package dev.keyway.secret.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2Test {

  /** From the test vectors of the reference implementation (phc-winner-argon2, src/test.c). */
  @ParameterizedTest
  @CsvSource({
    "65536, 2, 1, 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    "256, 2, 1, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
    "256, 2, 2, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
  })
  void key_isThatOfTheReference(int memoryKib, int passes, int lanes, String key) throws Exception {
    byte[] salt = "somesalt".getBytes(StandardCharsets.US_ASCII);

    byte[] made =
        Argon2.key(Vaults.passphrase("password"), salt, new Argon2Cost(memoryKib, passes, lanes));

    assertThat(HexFormat.of().formatHex(made)).isEqualTo(key);
  }

  @Test
  void costOfNewVaults_isAccepted_andNoLessThanTheLeast() {
    assertThat(Argon2Cost.RECOMMENDED.isAtLeast(Argon2Cost.LEAST)).isTrue();
    assertThatCode(() -> Argon2Cost.Limits.SAFE.check(Argon2Cost.RECOMMENDED))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"19455, 2, 1", "19456, 1, 1", "19456, 2, 0", "-1, 2, 1", "0, 0, 0"})
  void weakCost_isRefused(int memoryKib, int passes, int lanes) {
    assertThatThrownBy(() -> Argon2Cost.Limits.SAFE.check(new Argon2Cost(memoryKib, passes, lanes)))
        .hasMessageStartingWith("asks for less work a guess than is safe");
  }

  @ParameterizedTest
  @CsvSource({"262145, 2, 1", "65536, 11, 1", "65536, 3, 5", "2147483647, 2147483647, 255"})
  void costThatEatsMemoryOrTime_isRefused(int memoryKib, int passes, int lanes) {
    assertThatThrownBy(() -> Argon2Cost.Limits.SAFE.check(new Argon2Cost(memoryKib, passes, lanes)))
        .hasMessageStartingWith("asks for more memory or time than any vault needs");
  }

  @Test
  void memoryThatThisJvmHasNot_isSaidBeforehand() {
    assertThatThrownBy(() ->
            Argon2.key(
                Vaults.passphrase(),
                new byte[Argon2.SALT_BYTES],
                new Argon2Cost(Integer.MAX_VALUE, 1, 1)))
        .hasMessageContaining("and this JVM may use")
        .hasMessageContaining("KEYWAY_JAVA_OPTS=-Xmx");
  }
}
