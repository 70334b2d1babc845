package dev.keyway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentStoreTest {

  @ParameterizedTest
  @CsvSource({
    "openai, primary-key, OPENAI_PRIMARY_KEY",
    "default, primary-key, PRIMARY_KEY",
    "my vault, a.b/c, MY_VAULT_A_B_C",
    "Open-AI, Key2, OPEN_AI_KEY2",
    "default, schlüssel, SCHL_SSEL",
    "default, 𝕜ey, _EY",
  })
  void names_map_to_variables(String vault, String name, String variable) {
    assertThat(EnvironmentStore.forVault(vault, any -> null).variable(name)).isEqualTo(variable);
  }

  @Test
  void variable_is_read() {
    var store = EnvironmentStore.forVault("openai", Map.of("OPENAI_KEY", "sk-1")::get);

    assertThat(store.read("key")).contains(Secret.of("sk-1"));
  }

  @Test
  void empty_variable_counts_as_unset() {
    var store = EnvironmentStore.forVault("default", Map.of("KEY", "")::get);

    assertThat(store.read("key")).isEmpty();
  }

  @Test
  void absent_variable_is_unset() {
    var store = EnvironmentStore.forVault("default", any -> null);

    assertThat(store.read("key")).isEmpty();
  }
}
