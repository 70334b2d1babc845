package dev.keyway.provider;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.KeyNames;
import dev.keyway.facts.RequestFacts;
import dev.keyway.policy.AiGateway;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.AiRequest;
import dev.keyway.request.BodyLayout;
import dev.keyway.route.Candidate;
import dev.keyway.secret.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Prepares attempts: URL, headers, credential, body. Each is made from what the client sent, never
 * from another attempt, so that nothing of one provider reaches the next.
 */
public final class AttemptPreparer {

  private final Addresses addresses;
  private final RandomGenerator random;

  public AttemptPreparer(ProviderUrls urls, RandomGenerator random) {
    this.addresses = new Addresses(urls);
    this.random = random;
  }

  /**
   * Prepares one attempt with this credential, or with none where a provider needs none.
   *
   * @param credential a key of the policy or the client's own; the client's is known by being among
   *     the headers it sent
   * @param policy what is added, and where its providers look for their keys
   */
  public Preparation prepare(
      RequestFacts request, Candidate candidate, @Nullable Secret credential, AiGateway policy) {
    return switch (AddedValues.of(policy.additions(), request, random)) {
      case AddedValues.Wrong wrong -> new Preparation.Impossible(wrong.refusal());
      case AddedValues.Values added -> prepare(request, candidate, credential, policy, added);
    };
  }

  private Preparation prepare(
      RequestFacts request,
      Candidate candidate,
      @Nullable Secret secret,
      AiGateway policy,
      AddedValues.Values added) {
    RequestBody body = RequestBody.of(request.ai(), candidate, added.body(), policy);
    return body.unfit() == null
        ? new Preparation.Prepared(prepared(request, candidate, secret, policy, added, body))
        : new Preparation.Impossible(unfit(body.unfit()));
  }

  /** A form's content-type names its boundary: another would make it unreadable. */
  private static Map<String, String> headers(AiRequest request, Map<String, String> added) {
    if (request.layout() instanceof BodyLayout.Json || added.isEmpty()) {
      return added;
    }
    Map<String, String> others = new LinkedHashMap<>(added);
    others.keySet().removeIf("content-type"::equalsIgnoreCase);
    return others;
  }

  private static Refusal unfit(String field) {
    return Refusal.of(
        ErrorCode.INVALID_REQUEST,
        "The value of the body field `%s`, which this gateway sets, holds the boundary of the request's form; send the form with another boundary."
            .formatted(field));
  }

  private PreparedAttempt prepared(
      RequestFacts request,
      Candidate candidate,
      @Nullable Secret secret,
      AiGateway policy,
      AddedValues.Values added,
      RequestBody body) {
    Addresses.Address address =
        addresses.of(candidate.provider(), candidate.endpoint(), request.ai().surface());
    Endpoint endpoint = address.endpoint();
    Credential credential = Credential.of(secret, endpoint, request.head().headers());
    KeyNames keyNames = policy.catalogue().keyNames();
    URI target =
        addsNothing(request, added, credential)
            ? address.plain()
            : UpstreamUrl.of(
                endpoint.baseUrl(),
                request.ai().surface(),
                new UpstreamUrl.ClientQuery(request.head().query(), keyNames.queryParameters()),
                added.query(),
                credential);
    return new PreparedAttempt(
        candidate.provider().id(),
        request.head().method(),
        target,
        RequestHeaders.of(
            request.head().headers(),
            request.ai().layout().contentType(),
            endpoint,
            credential,
            keyNames,
            headers(request.ai(), added.headers())),
        body.slices(),
        body.stripped(),
        body.capped(),
        body.wished(),
        body.settled(),
        credential.inQuery() || policy.additions().querySecrets());
  }

  /** Whether the URL is what it is for all such requests. */
  private static boolean addsNothing(
      RequestFacts request, AddedValues.Values added, Credential credential) {
    return request.head().query() == null
        && added.query().isEmpty()
        && credential.style().kind() != AuthStyle.Kind.QUERY;
  }
}
