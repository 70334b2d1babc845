package dev.keyway.access;

import static dev.keyway.access.Contexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.access.AccessKeys.Creation;
import dev.keyway.access.AccessKeys.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeysTest {

  private final Random random = new Random(1);
  private final AccessKeys none = AccessKeys.empty(random);
  private final Creation alice = create(none, AccessKeyWish.named("alice"));

  @Test
  void created_key_is_valid_and_names_its_caller() {
    var verdict = alice.keys().verify(alice.text().reveal(), NOW);

    assertThat(verdict).isEqualTo(new AccessKeyVerdict.Valid(alice.key()));
    assertThat(alice.key().caller("192.0.2.1"))
        .isEqualTo(
            new Caller(
                Caller.Voucher.ACCESS_KEY,
                "alice",
                null,
                List.of(),
                alice.key().id(),
                Map.of(),
                "192.0.2.1",
                null,
                null));
  }

  @Test
  void caller_has_the_limits_and_metadata_of_its_key() {
    var wish =
        new AccessKeyWish("bob", null, List.of("openai"), List.of("gpt-4o"), Map.of("team", 7));

    Caller caller = create(none, wish).key().caller(null);

    assertThat(caller.providers()).containsExactly("openai");
    assertThat(caller.models()).containsExactly("gpt-4o");
    assertThat(caller.claims()).containsEntry("team", 7L);
  }

  @Test
  void key_reads_as_documented() {
    assertThat(alice.text().reveal())
        .matches("kw-[0-9A-Za-z]{8}-[0-9A-Za-z]{38}")
        .startsWith("kw-" + alice.key().id() + "-");
  }

  @Test
  void key_of_another_file_is_unknown() {
    assertThat(none.verify(alice.text().reveal(), NOW)).isEqualTo(new AccessKeyVerdict.Unknown());
  }

  @Test
  void known_id_with_another_secret_is_unknown() {
    String forged = AccessKeyText.of(alice.key().id(), random);

    assertThat(alice.keys().verify(forged, NOW)).isEqualTo(new AccessKeyVerdict.Unknown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kw-",
        "kw-abc",
        "sk-live",
        "kw-00000000-00000000000000000000000000000000000000"
      })
  void text_that_is_no_key_is_malformed(String text) {
    assertThat(alice.keys().verify(text, NOW)).isEqualTo(new AccessKeyVerdict.Malformed());
  }

  @Test
  void every_mistyped_character_is_noticed() {
    String good = alice.text().reveal();
    for (int i = 0; i < good.length(); i++) {
      char other = good.charAt(i) == 'x' ? 'y' : 'x';

      assertThat(alice.keys().verify(good.substring(0, i) + other + good.substring(i + 1), NOW))
          .isEqualTo(new AccessKeyVerdict.Malformed());
    }
  }

  @Test
  void expired_key_is_told_so_from_its_instant_on() {
    var end = NOW.plus(Duration.ofDays(1));
    var brief = create(none, new AccessKeyWish("brief", end, null, null, Map.of()));

    assertThat(brief.keys().verify(brief.text().reveal(), end.minusNanos(1)))
        .isInstanceOf(AccessKeyVerdict.Valid.class);
    assertThat(brief.keys().verify(brief.text().reveal(), end))
        .isEqualTo(new AccessKeyVerdict.Expired(end));
  }

  @Test
  void revoked_key_is_refused_and_stays_listed() {
    var revoked = (Revocation.Revoked) alice.keys().revoke("alice", NOW);

    assertThat(revoked.keys().verify(alice.text().reveal(), NOW))
        .isEqualTo(new AccessKeyVerdict.Revoked());
    assertThat(revoked.keys().list()).containsExactly(revoked.key());
    assertThat(alice.keys().verify(alice.text().reveal(), NOW))
        .isInstanceOf(AccessKeyVerdict.Valid.class);
  }

  @Test
  void revoking_by_a_name_that_two_keys_bear_asks_for_an_id() {
    var second = create(alice.keys(), AccessKeyWish.named("alice"));

    assertThat(second.keys().revoke("alice", NOW))
        .isEqualTo(new Revocation.Several(List.of(alice.key(), second.key())));
    assertThat(second.keys().revoke(second.key().id(), NOW)).isInstanceOf(Revocation.Revoked.class);
  }

  @Test
  void revoking_twice_and_revoking_nothing_are_told_apart() {
    var revoked = (Revocation.Revoked) alice.keys().revoke("alice", NOW);

    assertThat(revoked.keys().revoke(alice.key().id(), NOW))
        .isEqualTo(new Revocation.Already(revoked.key()));
    assertThat(revoked.keys().revoke("alice", NOW)).isEqualTo(new Revocation.NoSuchKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb"})
  void name_must_be_readable(String name) {
    assertThatThrownBy(() -> create(none, AccessKeyWish.named(name)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void empty_list_of_models_is_refused() {
    assertThatThrownBy(() -> create(none, new AccessKeyWish("x", null, null, List.of(), Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allows nothing");
  }

  @Test
  void key_in_the_past_is_refused() {
    assertThatThrownBy(() -> create(none, new AccessKeyWish("x", NOW, null, null, Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expires");
  }

  @Test
  void nothing_prints_a_key() {
    String secret = alice.text().reveal().substring(12);

    assertThat(alice + " " + alice.keys().stored() + alice.keys().list()).doesNotContain(secret);
  }

  private Creation create(AccessKeys keys, AccessKeyWish wish) {
    return keys.create(wish, NOW, random);
  }
}
