package dev.keyway.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.envoy.FilterSettings.FilledIn;
import io.grpc.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterSettingsTest {

  private final Metadata metadata = new Metadata();

  FilterSettingsTest() {
    put("stage", "attempt");
    put("version", "1");
  }

  private void put(String name, String value) {
    metadata.put(Metadata.Key.of("x-keyway-" + name, Metadata.ASCII_STRING_MARSHALLER), value);
  }

  private FilledIn filledIn() {
    return ((FilterSettings.Read) FilterSettings.of(metadata)).settings().filledIn();
  }

  @Test
  void what_envoy_filled_in_is_read() {
    put("address", "10.0.0.7");
    put("route", "chat");
    put("attempt", "12");
    put("cluster", "openai");
    put("flight", "id-1");

    assertThat(filledIn()).isEqualTo(new FilledIn("10.0.0.7", "chat", 12, "openai", "id-1"));
  }

  @Test
  void what_is_not_asked_for_is_not_there() {
    assertThat(filledIn()).isEqualTo(FilledIn.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ""})
  void a_dash_is_nothing(String nothing) {
    put("address", nothing);
    put("cluster", nothing);

    assertThat(filledIn()).isEqualTo(FilledIn.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "two", "99999999999"})
  void what_is_no_number_of_a_try_is_none(String text) {
    put("attempt", text);

    assertThat(filledIn().attempt()).isZero();
  }
}
