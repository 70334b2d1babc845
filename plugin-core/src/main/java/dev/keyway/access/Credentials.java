package dev.keyway.access;

import dev.keyway.http.Headers;
import dev.keyway.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in the headers that carry credentials. Prints nothing of it. */
final class Credentials {

  private static final String AUTHORIZATION = "authorization";
  private static final String X_API_KEY = "x-api-key";
  private static final String X_PROVIDER_KEY = "x-provider-key";

  /** Where clients of the providers put their keys. */
  private static final List<String> STANDARD =
      List.of(AUTHORIZATION, X_API_KEY, "api-key", "x-goog-api-key");

  private final List<Sent> standard;
  private final @Nullable Sent named;
  private final @Nullable String repeated;
  private final AccessKeySent accessKey;

  private Credentials(List<Sent> standard, @Nullable Sent named, @Nullable String repeated) {
    this.standard = standard;
    this.named = named;
    this.repeated = repeated;
    this.accessKey = accessKey(all());
  }

  static Credentials in(Headers headers) {
    List<Sent> standard = new ArrayList<>(STANDARD.size());
    for (String header : STANDARD) {
      Sent sent = Sent.in(headers, header);
      if (sent != null) {
        standard.add(sent);
      }
    }
    return new Credentials(standard, Sent.in(headers, X_PROVIDER_KEY), repeated(headers));
  }

  /** Whether clients of several providers put their keys in this header. */
  static boolean isStandard(String header) {
    return header.equalsIgnoreCase(X_PROVIDER_KEY)
        || STANDARD.stream().anyMatch(header::equalsIgnoreCase);
  }

  /** The provider key in a value that stands by itself at this place. */
  static ClientCredential alone(String place, String value) {
    Sent sent = Sent.of(place, value);
    return sent == null ? new ClientCredential.None() : clear(List.of(sent));
  }

  private static @Nullable String repeated(Headers headers) {
    if (headers.repeats(X_PROVIDER_KEY)) {
      return X_PROVIDER_KEY;
    }
    for (String name : STANDARD) {
      if (headers.repeats(name)) {
        return name;
      }
    }
    return null;
  }

  /** A header that came more than once, so that what one reader takes another may not; or null. */
  @Nullable String repeated() {
    return repeated;
  }

  /** The access key among them. The same one in two headers is one: some clients fill both. */
  AccessKeySent accessKey() {
    return accessKey;
  }

  private static AccessKeySent accessKey(List<Sent> all) {
    String key = null;
    boolean several = false;
    for (Sent sent : all) {
      if (AccessKeyText.looksLikeOne(sent.token())) {
        if (!sent.mayHoldAccessKey()) {
          return new AccessKeySent.Misplaced(sent.header());
        }
        several |= key != null && !key.equals(sent.token());
        key = sent.token();
      }
    }
    if (key == null) {
      return new AccessKeySent.None();
    }
    return several ? new AccessKeySent.Several() : new AccessKeySent.One(Secret.of(key));
  }

  /** The provider key among them that this caller may use. */
  ClientCredential forProvider(Caller caller) {
    if (named != null) {
      return clear(List.of(named));
    }
    return caller.voucher() == Caller.Voucher.HOST ? new ClientCredential.None() : clear(bearers());
  }

  private List<Sent> bearers() {
    List<Sent> bearers = new ArrayList<>(standard.size());
    for (Sent sent : standard) {
      if (!sent.otherScheme()) {
        bearers.add(sent);
      }
    }
    return bearers;
  }

  private static ClientCredential clear(List<Sent> candidates) {
    List<Sent> keys = new ArrayList<>(candidates.size());
    for (Sent sent : candidates) {
      if (!AccessKeyText.looksLikeOne(sent.token())) {
        keys.add(sent);
      }
    }
    if (keys.isEmpty()) {
      return new ClientCredential.None();
    }
    String first = keys.get(0).token();
    return areAll(first, keys) && isOneToken(first)
        ? new ClientCredential.Found(Secret.of(first))
        : new ClientCredential.Unclear(keys.stream().map(Sent::header).toList());
  }

  private static boolean areAll(String token, List<Sent> keys) {
    for (Sent key : keys) {
      if (!key.token().equals(token)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Blanks and commas stand between values that a proxy joined; nothing else but visible ASCII can
   * be a key.
   */
  private static boolean isOneToken(String token) {
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ',') {
        return false;
      }
    }
    return true;
  }

  private List<Sent> all() {
    if (named == null) {
      return standard;
    }
    List<Sent> all = new ArrayList<>(standard);
    all.add(named);
    return all;
  }

  /** The access key a client sent. */
  sealed interface AccessKeySent {

    record None() implements AccessKeySent {}

    record One(Secret key) implements AccessKeySent {}

    record Several() implements AccessKeySent {}

    record Misplaced(String header) implements AccessKeySent {}
  }

  /**
   * One header's credential.
   *
   * @param header the header's name
   * @param token the value without its scheme
   * @param otherScheme whether it stood in Authorization under another scheme than Bearer
   */
  private record Sent(String header, String token, boolean otherScheme) {

    private static final String BEARER = "Bearer ";

    /** Null when the header is absent or empty. */
    static @Nullable Sent in(Headers headers, String header) {
      String value = headers.first(header);
      return value == null ? null : of(header, value);
    }

    static @Nullable Sent of(String header, String value) {
      if (value.isBlank()) {
        return null;
      }
      String plain = value.strip();
      boolean bearer = plain.regionMatches(true, 0, BEARER, 0, BEARER.length());
      String token = bearer ? plain.substring(BEARER.length()).strip() : plain;
      return new Sent(header, token, header.equals(AUTHORIZATION) && !bearer);
    }

    boolean mayHoldAccessKey() {
      return !otherScheme && (header.equals(AUTHORIZATION) || header.equals(X_API_KEY));
    }

    @Override
    public String toString() {
      return "Sent(" + header + ")";
    }
  }
}
