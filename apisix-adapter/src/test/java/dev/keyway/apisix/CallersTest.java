package dev.keyway.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {

  private static InetAddress address(String hex) throws UnknownHostException {
    return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
  }

  /** As APISIX itself writes them, and any other gateway. */
  @ParameterizedTest
  @CsvSource({
    "c0000207, 192.0.2.7",
    "20010db8000000000000000000000001, 2001:db8::1",
    "00000000000000000000000000000001, ::1",
    "20010db8000000010000000000000001, 2001:db8:0:1::1",
    "00000000000000000000ffffc0000207, 192.0.2.7",
  })
  void addresses_are_written_short(String bytes, String written) throws UnknownHostException {
    assertThat(Callers.USUAL.of("rita", null, address(bytes)).clientIp()).isEqualTo(written);
    assertThat(Callers.USUAL.of(null, null, address(bytes)).clientIp()).isEqualTo(written);
  }

  @Test
  void consumers_of_other_names_are_nobody_where_they_are_named() throws UnknownHostException {
    InetAddress address = address("c0000207");
    Callers callers = new Callers(Set.of("free-tier"));

    assertThat(callers.of("free-tier", "free", address)).isEqualTo(Caller.unknown("192.0.2.7"));
    assertThat(callers.of("anonymous", null, address).consumer()).isEqualTo("anonymous");
    assertThat(new Callers(Set.of()).of("anonymous", null, address).consumer())
        .isEqualTo("anonymous");
  }

  /** Names differ by case in APISIX, too. */
  @Test
  void names_count_letter_by_letter() throws UnknownHostException {
    assertThat(Callers.USUAL.of("Anonymous", null, address("c0000207")).authenticated()).isTrue();
  }
}
