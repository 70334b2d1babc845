package dev.keyway.access;

import dev.keyway.access.AdmissionDecision.Admitted;
import dev.keyway.access.AdmissionDecision.Refused;
import dev.keyway.access.Credentials.AccessKeySent;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of a request's head who calls, before a body is read. Pure: what it needs to know it holds,
 * and a change of access keys makes another one.
 *
 * <ol>
 *   <li>On a gateway listener a valid signed context is mandatory, whatever else the request
 *       carries.
 *   <li>On an entry listener a signed context is refused.
 *   <li>A caller the host authenticated is that caller. Otherwise an access key may authenticate
 *       it; an access key that is not good refuses the request, and is never taken for a provider's
 *       key.
 *   <li>Whether a caller nobody vouches for may go on is asked later, of {@link Admitted#refusal}:
 *       rules that stand before the policy's {@code ai-gateway} action run first.
 * </ol>
 *
 * @param accessKeys the gateway's own client keys
 * @param contextKeys the keys that verify signed contexts
 * @param contextMaxAge how long a context is good for
 * @param fingerprints how a client's credential is named in records
 */
public record Admission(
    AccessKeys accessKeys,
    ContextKeys contextKeys,
    Duration contextMaxAge,
    CredentialFingerprints fingerprints) {

  /**
   * Decides on a request's head.
   *
   * @param peerAddress the address of who opened the connection, or null (a Unix socket)
   */
  public AdmissionDecision decide(
      Listener listener, Headers headers, @Nullable String peerAddress, Instant now) {
    return switch (listener) {
      case Listener.Entry entry -> atEntry(entry, headers, peerAddress, now);
      case Listener.Gateway gateway -> atGateway(headers, now);
    };
  }

  /**
   * Decides on a request's head in a gateway's own process, or where the gateway says over a
   * trusted connection who calls: what else a {@link SignedContext} would carry.
   */
  public AdmissionDecision decide(HostContext host, Headers headers, Instant now) {
    return identify(
        new Request(
            new Listener.Gateway(),
            host.policy(),
            host.routeId(),
            host.prefix(),
            host.vars(),
            headers,
            now),
        host.caller());
  }

  private AdmissionDecision atEntry(
      Listener.Entry entry, Headers headers, @Nullable String peerAddress, Instant now) {
    if (headers.contains(SignedContext.HEADER)) {
      return Refused.because(
          ErrorCode.INVALID_REQUEST,
          "The header x-keyway-context is not accepted here: leave it out.",
          "signed context on an entry listener");
    }
    Request request = new Request(entry, entry.policy(), null, "", Map.of(), headers, now);
    return identify(request, Caller.unknown(peerAddress));
  }

  private AdmissionDecision atGateway(Headers headers, Instant now) {
    List<String> tokens = headers.all(SignedContext.HEADER);
    if (tokens.size() != 1) {
      return noContext(tokens.isEmpty() ? "no signed context" : "several signed contexts");
    }
    return switch (SignedContext.verify(tokens.get(0), contextKeys, now, contextMaxAge)) {
      case ContextVerdict.Invalid(ContextVerdict.Reason reason) ->
          noContext("signed context: " + reason.text());
      case ContextVerdict.Valid(HostContext host) -> decide(host, headers, now);
    };
  }

  /**
   * One answer for every flaw: what was wrong with a token is not told to who may be forging it.
   */
  private static Refused noContext(String cause) {
    return Refused.because(
        ErrorCode.UNAUTHENTICATED,
        "This address serves an API gateway only, and the request carries no valid signed context."
            + " Send it to the gateway.",
        cause);
  }

  private AdmissionDecision identify(Request request, Caller vouched) {
    Credentials sent = Credentials.in(request.headers());
    String repeated = sent.repeated();
    if (repeated != null) {
      return Refused.because(
          ErrorCode.INVALID_REQUEST,
          "The header %s is given more than once: send it once.".formatted(repeated),
          "repeated " + repeated);
    }
    return vouched.authenticated() ? admit(request, vouched, sent) : byKey(request, vouched, sent);
  }

  private AdmissionDecision byKey(Request request, Caller nobody, Credentials sent) {
    return switch (sent.accessKey()) {
      case AccessKeySent.None none -> admit(request, nobody, sent);
      case AccessKeySent.Misplaced(String header) -> AccessKeyRefusals.misplaced(header);
      case AccessKeySent.Several several -> AccessKeyRefusals.several();
      case AccessKeySent.One(Secret key) ->
          switch (accessKeys.verify(key.reveal(), request.now())) {
            case AccessKeyVerdict.Valid(AccessKey known) ->
                admit(request, known.caller(nobody.clientIp()), sent);
            case AccessKeyVerdict.NotValid notValid -> AccessKeyRefusals.of(notValid);
          };
    };
  }

  private Admitted admit(Request request, Caller caller, Credentials sent) {
    ClientCredential credential = sent.forProvider(caller);
    return new Admitted(
        request.listener(),
        caller,
        request.policy(),
        request.routeId(),
        request.prefix(),
        request.vars(),
        request.headers().without(PrivateHeaders::isOurs),
        credential,
        hash(credential, sent));
  }

  /** Of the provider key where there is one, else of the access key. */
  private @Nullable String hash(ClientCredential credential, Credentials sent) {
    if (credential instanceof ClientCredential.Found(Secret secret)) {
      return fingerprints.of(secret);
    }
    return sent.accessKey() instanceof AccessKeySent.One(Secret key) ? fingerprints.of(key) : null;
  }

  /** What is known of a request before its caller is. */
  private record Request(
      Listener listener,
      PolicyRef policy,
      @Nullable String routeId,
      String prefix,
      Map<String, String> vars,
      Headers headers,
      Instant now) {}
}
