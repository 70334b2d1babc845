package dev.keyway;

import dev.keyway.facts.RequestFacts;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Policy;
import dev.keyway.provider.AttemptPreparer;
import dev.keyway.provider.Preparation;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.request.AiRequest;
import dev.keyway.request.ClientBody;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import dev.keyway.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes ready what another process decided on before it ended. Nothing is decided here, and what
 * can't be found as it was then is not made.
 */
final class Resumption {

  private Resumption() {}

  static @Nullable PreparedAttempt prepare(
      AttemptPreparer preparer,
      Policy policy,
      Arrival arrival,
      byte[] body,
      DecidedAttempt decided) {
    if (decided.action() >= policy.gateways().size()
        || !policy.rules().isGatewayAlone()
        || !(arrival.destination() instanceof Surface surface)
        || !(RequestReader.read(surface, arrival.headers(), ClientBody.whole(body))
            instanceof RequestReading.Read(AiRequest ai))) {
      return null;
    }
    AiGateway gateway = policy.gateways().get(decided.action());
    Candidate candidate = candidate(gateway, arrival, ai, decided);
    Secret secret = secret(gateway, decided);
    if (candidate == null || secret == null) {
      return null;
    }
    RequestFacts facts = RequestFacts.of(arrival.head(), ai, candidate.model().id());
    return preparer.prepare(facts, candidate, secret, gateway)
            instanceof Preparation.Prepared(PreparedAttempt attempt)
        ? attempt
        : null;
  }

  private static @Nullable Candidate candidate(
      AiGateway gateway, Arrival arrival, AiRequest ai, DecidedAttempt decided) {
    List<Candidate> candidates =
        Router.route(gateway, arrival.caller(), ai, arrival::credentialFor)
                instanceof Routing.Found found
            ? found.candidates()
            : List.of();
    for (Candidate candidate : candidates) {
      if (candidate.provider().id().equals(decided.provider())
          && candidate.model().id().equals(decided.model())) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable Secret secret(AiGateway gateway, DecidedAttempt decided) {
    for (ApiKey key : gateway.everyKeyOf(decided.provider())) {
      if (key.id().equals(decided.key()) && key.serves(decided.model())) {
        return key.secret().current();
      }
    }
    return null;
  }
}
