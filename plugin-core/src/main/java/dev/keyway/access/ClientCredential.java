package dev.keyway.access;

import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The provider key that the client itself brought, for providers without keys of their own
 * (passthrough).
 *
 * <p>{@code x-provider-key} names it outright and is taken first. Without that header it is what
 * stands in {@code Authorization: Bearer}, {@code x-api-key}, {@code api-key} or {@code
 * x-goog-api-key}, unless the host gateway authenticated the caller: those headers then hold the
 * host's credential. An access key ({@code kw-…}) is never one.
 */
public sealed interface ClientCredential {

  /** The credential that may be passed on; null when there is none, or none that is clear. */
  default @Nullable Secret secret() {
    return this instanceof Found(Secret secret) ? secret : null;
  }

  /** The one among these headers that this caller may use. */
  static ClientCredential in(Headers headers, Caller caller) {
    Credentials credentials = Credentials.in(headers);
    String repeated = credentials.repeated();
    return repeated == null ? credentials.forProvider(caller) : new Unclear(List.of(repeated));
  }

  /** The client brought none. */
  record None() implements ClientCredential {}

  /** The client brought this one. */
  record Found(Secret secret) implements ClientCredential {}

  /**
   * It can't be said which one is meant, and a guess might send one provider's key to another. Only
   * a request that needs the credential is refused for it.
   *
   * @param headers the headers in question
   */
  record Unclear(List<String> headers) implements ClientCredential {

    public Unclear {
      headers = List.copyOf(headers);
    }

    /** What the client is told when a provider in passthrough needs the credential. */
    public Refusal refusal() {
      return Refusal.of(
          ErrorCode.NO_API_KEY,
          "It is not clear which provider key to use from %s: send exactly one, in x-provider-key."
              .formatted(String.join(", ", headers)));
    }
  }
}
