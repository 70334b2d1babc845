package dev.keyway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Base64;

/** Whatever a header holds, verifying neither throws nor believes what was not signed. */
class SignedContextFuzzTest {

  private static final ContextKeys KEYS = Contexts.keys(1);
  private static final String GOOD = Contexts.token(Contexts.of(Contexts.alice()), KEYS);
  private static final byte[] BYTES = Base64.getUrlDecoder().decode(GOOD);

  @FuzzTest(maxDuration = "20s")
  void text_that_was_not_signed_is_refused(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    if (!text.equals(GOOD)) {
      assertThat(verify(text)).isInstanceOf(ContextVerdict.Invalid.class);
    }
  }

  @FuzzTest(maxDuration = "20s")
  void token_with_a_part_replaced_is_refused(FuzzedDataProvider data) {
    byte[] mutated = BYTES.clone();
    int at = data.consumeInt(0, mutated.length - 1);
    byte[] patch = data.consumeBytes(mutated.length - at);
    System.arraycopy(patch, 0, mutated, at, patch.length);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(mutated);
    if (!text.equals(GOOD)) {
      assertThat(verify(text)).isInstanceOf(ContextVerdict.Invalid.class);
    }
  }

  /** What lies behind a good signature: an adapter of the same version can still have a fault. */
  @FuzzTest(maxDuration = "20s")
  void fields_that_were_signed_never_make_reading_throw(FuzzedDataProvider data) {
    ContextKey key = KEYS.signing();
    byte[] head = new FieldWriter().octet(1).number(key.id()).written();
    byte[] fields = data.consumeRemainingAsBytes();
    byte[] token = new byte[head.length + fields.length + Hmac.BYTES];
    int signed = head.length + fields.length;
    System.arraycopy(head, 0, token, 0, head.length);
    System.arraycopy(fields, 0, token, head.length, fields.length);
    System.arraycopy(key.sign(token, signed), 0, token, signed, Hmac.BYTES);

    assertThat(verify(Base64.getUrlEncoder().withoutPadding().encodeToString(token))).isNotNull();
  }

  private static ContextVerdict verify(String token) {
    return SignedContext.verify(token, KEYS, Contexts.NOW, Duration.ofSeconds(30));
  }
}
