package dev.keyway.apisix.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.apisix.Callers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class FilterSettingsTest {

  private static FilterSettings settings(PropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(source);
    return FilterSettings.of(environment);
  }

  private static PropertySource<?> properties(Map<String, Object> properties) {
    return new MapPropertySource("file", properties);
  }

  @Test
  void nothing_said_is_no_key_and_the_usual_anonymous_consumer() {
    assertThat(settings(properties(Map.of())))
        .isEqualTo(new FilterSettings(List.of(), Callers.USUAL));
  }

  @Test
  void texts_are_split_at_commas() {
    assertThat(
            settings(
                properties(
                    Map.of(
                        "keyway.context.key-files", "/a.key, /b.key",
                        "keyway.anonymous-consumers", "guest,nobody"))))
        .isEqualTo(
            new FilterSettings(
                List.of(Path.of("/a.key"), Path.of("/b.key")),
                new Callers(Set.of("guest", "nobody"))));
  }

  @Test
  void lists_and_the_names_of_the_daemons_configuration_do_as_well() {
    assertThat(
            settings(
                    properties(
                        Map.of(
                            "keyway.context.key_files[0]", "/a.key",
                            "keyway.context.key_files[1]", "/b.key")))
                .keyFiles())
        .containsExactly(Path.of("/a.key"), Path.of("/b.key"));
  }

  @Test
  void environment_does_as_well() {
    assertThat(
            settings(
                    new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of("KEYWAY_CONTEXT_KEYFILES", "/a.key")))
                .keyFiles())
        .containsExactly(Path.of("/a.key"));
  }

  @Test
  void no_consumer_is_anonymous_when_the_list_is_empty() {
    assertThat(settings(properties(Map.of("keyway.anonymous-consumers", ""))).callers().anonymous())
        .isEmpty();
  }
}
