package dev.keyway.explain;

import dev.keyway.Arrival;
import dev.keyway.Guard;
import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.AdmissionDecision;
import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.HostContext;
import dev.keyway.access.Listener;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lets a described caller in as a listener would: by {@link Admission}, with an access key or a
 * signed context made for the occasion.
 */
final class Doorstep {

  /** What explained requests are called; a relay gives each an id of its own. */
  static final String REQUEST_ID = "explained";

  private final Policy policy;
  private final Question question;
  private final Instant now;
  private final SplittableRandom random;

  Doorstep(Policy policy, Question question, Conditions conditions) {
    this.policy = policy;
    this.question = question;
    this.now = conditions.now();
    this.random = new SplittableRandom(conditions.seed());
  }

  /** A request at the door. */
  sealed interface Entry {

    /** It may go on to its policy. */
    record Open(Arrival arrival, Guard guard) implements Entry {}

    /** It is not let in. */
    record Closed(Arrival arrival, Refusal refusal) implements Entry {}
  }

  Entry enter() {
    Caller caller = question.caller();
    return switch (caller.voucher()) {
      case NOBODY -> decide(AccessKeys.NONE, entry(), question.headers());
      case ACCESS_KEY -> withAccessKey(caller);
      case HOST -> withContext(caller);
    };
  }

  private Listener entry() {
    return new Listener.Entry(ref(), Listener.Authentication.AS_POLICY_SAYS);
  }

  private PolicyRef ref() {
    return new PolicyRef.Named(policy.name());
  }

  private Entry withAccessKey(Caller caller) {
    String name = Objects.requireNonNullElse(caller.consumer(), "somebody");
    AccessKeyWish wish =
        new AccessKeyWish(name, null, caller.providers(), caller.models(), caller.claims());
    AccessKeys.Creation key = AccessKeys.empty(random).create(wish, now, random);
    Headers headers =
        question.headers().toBuilder()
            .set("authorization", "Bearer " + key.text().reveal())
            .build();
    return decide(key.keys(), entry(), headers);
  }

  private Entry withContext(Caller caller) {
    ContextKeys keys = ContextKeys.random(random);
    HostContext context = new HostContext(caller, question.route(), "", ref(), now);
    return switch (SignedContext.sign(context, keys)) {
      case ContextSigning.Signed signed -> {
        Headers headers =
            question.headers().toBuilder().set(SignedContext.HEADER, signed.token()).build();
        yield decide(AccessKeys.NONE, keys, new Listener.Gateway(), headers);
      }
      case ContextSigning.TooLarge tooLarge ->
          throw new IllegalArgumentException(
              "the caller's claims take %d characters; a host's context holds %d"
                  .formatted(tooLarge.length(), SignedContext.MAX_LENGTH));
    };
  }

  private Entry decide(AccessKeys accessKeys, Listener listener, Headers headers) {
    return decide(accessKeys, ContextKeys.random(random), listener, headers);
  }

  private Entry decide(
      AccessKeys accessKeys, ContextKeys contextKeys, Listener listener, Headers headers) {
    Admission admission =
        new Admission(
            accessKeys, contextKeys, Duration.ofSeconds(30), CredentialFingerprints.random(random));
    String address = question.caller().clientIp();
    return switch (admission.decide(listener, headers, address, now)) {
      case AdmissionDecision.Admitted in ->
          new Entry.Open(
              arrival(in.headers(), in.caller(), in.credential(), in.apiKeyHash()), in::refusal);
      case AdmissionDecision.Refused refused ->
          new Entry.Closed(
              arrival(headers, Caller.unknown(address), new ClientCredential.None(), null),
              refused.refusal());
    };
  }

  private Arrival arrival(
      Headers headers, Caller caller, ClientCredential credential, @Nullable String hash) {
    HeadFacts head =
        new HeadFacts(
            REQUEST_ID,
            question.route(),
            question.method(),
            question.path(),
            question.query(),
            headers,
            caller,
            now,
            Connection.PLAIN);
    return new Arrival(head, Destination.ofPath(question.path(), headers), credential, hash);
  }
}
