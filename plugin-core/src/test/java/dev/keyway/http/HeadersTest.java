package dev.keyway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void eachName_comesOnceWithAllOfItsValues() {
    Headers headers = Headers.of("Via", "a", "Date", "d", "via", "b", "VIA", "c", "x-empty", "");

    assertThat(seen(headers)).containsExactly("via=a, b, c", "date=d", "x-empty=");
    assertThat(seen(Headers.empty())).isEmpty();
  }

  private static List<String> seen(Headers headers) {
    List<String> seen = new ArrayList<>();
    headers.forEachName((name, values) -> seen.add(name + "=" + values));
    return seen;
  }
}
