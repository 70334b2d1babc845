package dev.keyway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "req.headers['x-token'][0] != 's3cr3t-token-0123'",
        "req.headers['x-token'][0] in ['s3cr3t-token-0123']",
        "req.headers['x-token'][0] in ['s3cr3t-token-0123', 'other-token-0123']",
        "req.url.raw.contains('token=s3cr3t-token-0123')",
        "vars.token != \"s3cr3t-token-0123\""
      })
  void textThatMayBeASecret_isHidden(String expression) {
    assertThat(Literals.masked(expression)).contains("'****'").doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "req.headers['x-token-of-team'][0] == null",
        "req.headers['x-a'][0] != secrets.get('house-vault', 'token-of-team')",
        "req.method in ['PUT', 'PATCH', 'DELETE']"
      })
  void nameOfAHeaderOrASecret_andShortTexts_stay(String expression) {
    assertThat(Literals.masked(expression)).isEqualTo(expression);
  }
}
