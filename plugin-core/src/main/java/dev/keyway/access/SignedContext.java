package dev.keyway.access;

import dev.keyway.access.ContextVerdict.Reason;
import dev.keyway.access.FieldReader.BadFieldException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * The header by which an adapter tells the relay who calls: a {@link HostContext}, signed.
 *
 * <p>base64url without padding of: version (1 byte), key id (8 bytes), the fields of {@link
 * ContextFields}, each with its length before it, and HMAC-SHA256 (32 bytes) over all of that. It
 * may be presented several times while it is young, because a host's own retry does so.
 */
public final class SignedContext {

  /** The header it travels in. */
  public static final String HEADER = "x-keyway-context";

  /**
   * The longest token, in characters; a relay must accept request heads somewhat larger than this.
   */
  public static final int MAX_LENGTH = 16 * 1024;

  /** How far an adapter's clock may be ahead of the relay's. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 1 + Long.BYTES;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private SignedContext() {}

  /**
   * The context as a header value, signed with the first of the keys. Equal contexts give equal
   * tokens.
   */
  public static ContextSigning sign(HostContext context, ContextKeys keys) {
    ContextKey key = keys.signing();
    FieldWriter fields = new FieldWriter().octet(VERSION).number(key.id());
    ContextFields.write(context, fields);
    byte[] signed = fields.written();
    int length = signed.length;
    byte[] token = Arrays.copyOf(signed, length + Hmac.BYTES);
    System.arraycopy(key.sign(signed, length), 0, token, length, Hmac.BYTES);
    String text = ENCODER.encodeToString(token);
    return text.length() > MAX_LENGTH
        ? new ContextSigning.TooLarge(text.length())
        : new ContextSigning.Signed(text);
  }

  /**
   * What a header value proves. Never throws on bad input.
   *
   * @param maxAge how long a context is good for after it was signed
   */
  public static ContextVerdict verify(
      String token, ContextKeys keys, Instant now, Duration maxAge) {
    if (token.length() > MAX_LENGTH) {
      return new ContextVerdict.Invalid(Reason.TOO_LARGE);
    }
    byte[] bytes = decoded(token);
    if (bytes.length < HEAD_BYTES + Hmac.BYTES) {
      return new ContextVerdict.Invalid(Reason.MALFORMED);
    }
    try {
      return verify(bytes, keys, now, maxAge);
    } catch (BadFieldException e) {
      return new ContextVerdict.Invalid(Reason.MALFORMED);
    }
  }

  private static ContextVerdict verify(byte[] bytes, ContextKeys keys, Instant now, Duration maxAge)
      throws BadFieldException {
    int signedLength = bytes.length - Hmac.BYTES;
    FieldReader fields = new FieldReader(bytes, 0, signedLength);
    if (fields.octet() != VERSION) {
      return new ContextVerdict.Invalid(Reason.OTHER_VERSION);
    }
    ContextKey key = keys.byId(fields.number());
    if (key == null) {
      return new ContextVerdict.Invalid(Reason.UNKNOWN_KEY);
    }
    byte[] signature = Arrays.copyOfRange(bytes, signedLength, bytes.length);
    if (!MessageDigest.isEqual(key.sign(bytes, signedLength), signature)) {
      return new ContextVerdict.Invalid(Reason.BAD_SIGNATURE);
    }
    return inTime(ContextFields.read(fields), now, maxAge);
  }

  private static ContextVerdict inTime(HostContext context, Instant now, Duration maxAge) {
    if (context.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
      return new ContextVerdict.Invalid(Reason.FROM_FUTURE);
    }
    return Duration.between(context.issuedAt(), now).compareTo(maxAge) > 0
        ? new ContextVerdict.Invalid(Reason.EXPIRED)
        : new ContextVerdict.Valid(context);
  }

  /**
   * Empty for what is not the one spelling of its bytes: the decoder alone lets padding and spare
   * bits pass.
   */
  private static byte[] decoded(String token) {
    try {
      byte[] bytes = DECODER.decode(token);
      return ENCODER.encodeToString(bytes).equals(token) ? bytes : new byte[0];
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
