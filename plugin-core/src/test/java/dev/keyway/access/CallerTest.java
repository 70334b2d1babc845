package dev.keyway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void claims_become_the_types_expressions_know() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("int", 7);
    claims.put("float", 0.5f);
    claims.put("big", BigInteger.TWO.pow(80));
    claims.put("absent", null);
    claims.put("list", Arrays.asList("a", null, Map.of("deep", (short) 1)));

    assertThat(with(claims).claims())
        .containsOnly(
            Map.entry("int", 7L),
            Map.entry("float", 0.5),
            Map.entry("big", Math.pow(2, 80)),
            Map.entry("list", List.of("a", Map.of("deep", 1L))));
  }

  @Test
  void claims_do_not_follow_what_they_were_made_of() {
    List<Object> roles = new ArrayList<>(List.of("reader"));
    Caller caller = with(Map.of("roles", roles));
    roles.add("admin");

    assertThat(caller.claims()).containsEntry("roles", List.of("reader"));
    assertThatThrownBy(() -> caller.claims().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void metadata_is_what_was_noted_of_an_access_key() {
    Caller byKey =
        new Caller(
            Caller.Voucher.ACCESS_KEY,
            "alice",
            null,
            List.of(),
            "id",
            Map.of("team", "red"),
            null,
            null,
            null);

    assertThat(byKey.metadata()).containsExactly(Map.entry("team", "red"));
    assertThat(byKey.claims()).isEqualTo(byKey.metadata());
    assertThat(with(Map.of("team", "red")).metadata()).isEmpty();
  }

  @Test
  void claims_nested_too_deep_are_left_out() {
    Object nested = "bottom";
    for (int i = 0; i < 10_000; i++) {
      nested = List.of(nested);
    }

    assertThat(with(Map.of("deep", nested)).claims().toString()).doesNotContain("bottom");
  }

  @Test
  void claim_that_json_cannot_hold_is_a_mistake_of_the_adapter() {
    assertThatThrownBy(() -> with(Map.of("x", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> with(Map.of("x", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Caller with(Map<String, Object> claims) {
    return new Caller(
        Caller.Voucher.HOST, "alice", null, List.of(), null, claims, null, null, null);
  }
}
