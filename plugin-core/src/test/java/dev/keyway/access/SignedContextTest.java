package dev.keyway.access;

import static dev.keyway.access.Contexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.ContextVerdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignedContextTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final ContextKeys keys = Contexts.keys(1);

  static Stream<HostContext> contexts() {
    return Stream.of(
        Contexts.of(Contexts.alice()),
        Contexts.of(Caller.unknown(null)),
        new HostContext(
            Caller.unknown("::1"), null, "", new PolicyRef.Digested("q0-_"), NOW.minusMillis(1)),
        new HostContext(
            Caller.unknown(null),
            "r",
            "/ai",
            Map.of("team", "search", "cost-centre", "", "b", "Ü"),
            new PolicyRef.Named("chat"),
            NOW));
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void what_was_signed_comes_back(HostContext context) {
    assertThat(verify(Contexts.token(context, keys), NOW))
        .isEqualTo(new ContextVerdict.Valid(context));
  }

  @Test
  void text_that_is_no_unicode_still_verifies() {
    Caller odd =
        new Caller(
            Caller.Voucher.HOST,
            "\ud800",
            null,
            List.of(""),
            null,
            Map.of("\udc00", "\ud800"),
            null,
            List.of(),
            null);

    assertThat(verify(Contexts.token(Contexts.of(odd), keys), NOW))
        .isInstanceOf(ContextVerdict.Valid.class);
  }

  @Test
  void equal_contexts_have_equal_tokens() {
    assertThat(Contexts.token(Contexts.of(Contexts.alice()), keys))
        .isEqualTo(Contexts.token(Contexts.of(Contexts.alice()), keys));
  }

  @Test
  void fields_do_not_run_into_each_other() {
    HostContext one =
        new HostContext(Caller.unknown(null), "ab", "c", new PolicyRef.Named(""), NOW);
    HostContext other =
        new HostContext(Caller.unknown(null), "a", "bc", new PolicyRef.Named(""), NOW);

    assertThat(Contexts.token(one, keys)).isNotEqualTo(Contexts.token(other, keys));
  }

  @ParameterizedTest
  @CsvSource({"-5000, ", "-5001, FROM_FUTURE", "0, ", "30000, ", "30001, EXPIRED"})
  void age_is_bounded(long ageMillis, Reason refused) {
    String token = Contexts.token(Contexts.of(Contexts.alice()), keys);

    ContextVerdict verdict = verify(token, NOW.plusMillis(ageMillis));

    assertThat(verdict instanceof ContextVerdict.Invalid(Reason reason) ? reason : null)
        .isEqualTo(refused);
  }

  @Test
  void key_that_no_longer_signs_still_verifies() {
    var old = key(1);
    var rotated = loaded(Map.of("new", key(2)), old);
    var before = loaded(Map.of(), old);

    assertThat(
            SignedContext.verify(
                Contexts.token(Contexts.of(Contexts.alice()), before), rotated, NOW, MAX_AGE))
        .isInstanceOf(ContextVerdict.Valid.class);
  }

  @Test
  void key_that_is_not_ours_is_told_from_a_forged_signature() {
    String token = Contexts.token(Contexts.of(Contexts.alice()), Contexts.keys(2));

    assertThat(verify(token, NOW)).isEqualTo(new ContextVerdict.Invalid(Reason.UNKNOWN_KEY));
  }

  @Test
  void every_changed_bit_is_refused() {
    byte[] good =
        Base64.getUrlDecoder().decode(Contexts.token(Contexts.of(Contexts.alice()), keys));
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] changed = good.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(verify(Base64.getUrlEncoder().withoutPadding().encodeToString(changed), NOW))
          .isInstanceOf(ContextVerdict.Invalid.class);
    }
  }

  @Test
  void every_changed_character_is_refused() {
    String good = Contexts.token(Contexts.of(Contexts.alice()), keys);
    for (int i = 0; i < good.length(); i++) {
      for (char c : new char[] {'A', 'B', '_', '=', '+', ' ', '\n', '\u0141', '\u0000'}) {
        if (good.charAt(i) != c) {
          String changed = good.substring(0, i) + c + good.substring(i + 1);

          assertThat(verify(changed, NOW)).isInstanceOf(ContextVerdict.Invalid.class);
        }
      }
    }
  }

  @Test
  void cut_and_lengthened_tokens_are_refused() {
    String good = Contexts.token(Contexts.of(Contexts.alice()), keys);
    for (int i = 0; i < good.length(); i++) {
      assertThat(verify(good.substring(0, i), NOW)).isInstanceOf(ContextVerdict.Invalid.class);
    }
    for (String tail :
        List.of("A", "AA", "AAA", "AAAA", "=", "==", "\r\n", "." + good, "," + good)) {
      assertThat(verify(good + tail, NOW)).isInstanceOf(ContextVerdict.Invalid.class);
    }
  }

  @Test
  void random_bytes_are_refused() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);

      assertThat(verify(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), NOW))
          .isInstanceOf(ContextVerdict.Invalid.class);
    }
  }

  @Test
  void version_we_do_not_know_is_named() {
    byte[] token =
        Base64.getUrlDecoder().decode(Contexts.token(Contexts.of(Contexts.alice()), keys));
    token[0] = 2;

    assertThat(verify(Base64.getUrlEncoder().withoutPadding().encodeToString(token), NOW))
        .isEqualTo(new ContextVerdict.Invalid(Reason.OTHER_VERSION));
  }

  @Test
  void signing_refuses_what_no_header_would_carry() {
    HostContext big =
        new HostContext(
            Caller.unknown(null), "r".repeat(13_000), "", new PolicyRef.Named("chat"), NOW);

    assertThat(SignedContext.sign(big, keys)).isInstanceOf(ContextSigning.TooLarge.class);
    assertThat(verify("A".repeat(SignedContext.MAX_LENGTH + 1), NOW))
        .isEqualTo(new ContextVerdict.Invalid(Reason.TOO_LARGE));
  }

  @Test
  void token_does_not_print() {
    assertThat(SignedContext.sign(Contexts.of(Contexts.alice()), keys)).hasToString("Signed(****)");
  }

  private ContextVerdict verify(String token, Instant now) {
    return SignedContext.verify(token, keys, now, MAX_AGE);
  }

  private static String key(long seed) {
    byte[] material = new byte[32];
    new Random(seed).nextBytes(material);
    return Base64.getEncoder().encodeToString(material);
  }

  private static ContextKeys loaded(Map<String, String> first, String last) {
    Map<String, String> texts = new LinkedHashMap<>(first);
    texts.put("last", last);
    return ((ContextKeysReading.Loaded) ContextKeys.read(texts)).keys();
  }
}
