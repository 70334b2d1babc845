package dev.keyway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants a value and looks for it wherever it must not be. */
class SecretCanaryTest {

  private static final String CANARY = "sk-canary-51bd6e";

  private final Secret secret = Secret.of(CANARY);

  @Test
  void printing_shows_a_mask() {
    record Holder(Secret secret, List<Secret> more, SecretHandle handle) {}

    String printed =
        "%s %s %s"
            .formatted(
                secret,
                new Holder(secret, List.of(secret), SecretHandle.fixed(secret)),
                Map.of("key", Optional.of(secret)));

    assertThat(printed).contains("Secret(****)").doesNotContain("canary");
  }

  @Test
  void jackson_refuses_to_write_it() {
    var mapper = JsonMapper.builder().build();

    assertThat(catchThrowable(() -> mapper.writeValueAsString(secret)))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void jackson_told_to_read_fields_writes_none() throws Exception {
    var mapper =
        JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.ANY)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    assertThat(mapper.writeValueAsString(Map.of("key", secret))).isEqualTo("{\"key\":{}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {CANARY + "\n", CANARY + "\tx", "“" + CANARY + "”"})
  void refused_value_is_not_quoted(String bad) {
    var resolver = SecretResolver.ofEnvironment(Map.of("KEY", bad)::get);

    assertThat(stackTrace(resolver)).contains("default/key").doesNotContain("canary");
  }

  @Test
  void failing_vault_is_not_quoted() {
    SecretStore failing =
        name -> {
          throw new IllegalStateException("response was " + CANARY);
        };

    assertThat(stackTrace(new SecretResolver(Map.of("default", failing))))
        .contains("default/key", "IllegalStateException")
        .doesNotContain("canary");
  }

  @Test
  void resolver_and_its_handles_print_no_value() throws Exception {
    var resolver = SecretResolver.ofEnvironment(Map.of("KEY", CANARY)::get);
    SecretHandle handle = resolver.resolve(new SecretRef("default", "key"));

    assertThat(resolver + " " + handle + " " + resolver.refresh()).doesNotContain("canary");
  }

  private static String stackTrace(SecretResolver resolver) {
    Throwable thrown = catchThrowable(() -> resolver.resolve(new SecretRef("default", "key")));
    assertThat(thrown).isInstanceOf(SecretUnavailableException.class);
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
