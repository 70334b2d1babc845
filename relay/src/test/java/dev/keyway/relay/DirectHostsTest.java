package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectHostsTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, true",
    "example.com, EXAMPLE.com, true",
    "example.com, api.example.com, true",
    "example.com, notexample.com, false",
    ".example.com, api.example.com, true",
    ".example.com, example.com, false",
    "*.example.com, api.example.com, true",
    ".internal, vllm.internal, true",
    "*, anything.test, true",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "10.0.0.0/8, 10.200.3.4, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/9, 10.200.3.4, false",
    "10.0.0.0/8, ten.test, false",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe00::1, false",
    "[fd00::1], fd00::1, true",
    "example.com:443, example.com, true",
    "example.com:8000, example.com, false",
    "[fd00::1]:443, fd00::1, true",
    "other.test, localhost, true",
    "other.test, 127.0.0.9, true",
    "other.test, ::1, true",
    "other.test, example.com, false"
  })
  void host_is_called_directly(String entry, String host, boolean direct) {
    assertThat(DirectHosts.of(List.of(entry)).contains(host, 443)).isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "http://example.com",
        "a b",
        "a*b",
        "10.0.0.0/33",
        "example.com/8",
        "example.com:99999",
        "10.0.0.0/x"
      })
  void what_is_no_entry_is_none(String text) {
    assertThat(DirectHosts.isEntry(text)).isFalse();
  }
}
