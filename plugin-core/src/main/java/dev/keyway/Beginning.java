package dev.keyway;

import dev.keyway.access.ClientCredential;
import dev.keyway.classify.Classifier;
import dev.keyway.facts.ConversationId;
import dev.keyway.facts.RequestFacts;
import dev.keyway.failover.AttemptSequence;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.TokenLimits;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.AiRequest;
import dev.keyway.request.ClientBody;
import dev.keyway.request.FormRest;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import dev.keyway.route.Exclusion;
import dev.keyway.route.OnePassthrough;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import dev.keyway.select.KeySelection;
import dev.keyway.select.ModelChoice;
import dev.keyway.select.ModelRun;
import dev.keyway.select.ModelSelection;
import dev.keyway.token.InputTokens;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request at one {@code ai-gateway} action, from its body to an {@link Exchange}. */
final class Beginning {

  private final Visit visit;
  private final AiGateway gateway;
  private final Arrival arrival;
  private final Keyway keyway;
  private final Instant now;
  private @Nullable FormRest rest;

  Beginning(Visit visit, AiGateway gateway, Arrival arrival, Keyway keyway) {
    this.visit = visit;
    this.gateway = gateway;
    this.arrival = arrival;
    this.keyway = keyway;
    this.now = keyway.now();
  }

  Opening begin(Surface surface, ClientBody body) {
    return switch (RequestReader.read(surface, arrival.headers(), body)) {
      case RequestReading.Malformed malformed ->
          refused(ErrorCode.INVALID_REQUEST_BODY, malformed.message());
      case RequestReading.TooLarge large -> refused(ErrorCode.REQUEST_TOO_LARGE, large.message());
      case RequestReading.Read read -> route(read.request());
      case RequestReading.Begun begun -> {
        rest = begun.rest();
        yield route(begun.request());
      }
    };
  }

  private Opening refused(ErrorCode code, String message) {
    return visit.failed(gateway, Reached.NOTHING, Refusal.of(code, message));
  }

  private Opening route(AiRequest ai) {
    return switch (Router.route(gateway, arrival.caller(), ai, arrival::credentialFor)) {
      case Routing.Nothing nothing ->
          visit.failed(gateway, Reached.routing(ai, nothing.excluded()), told(nothing));
      case Routing.Found found -> limited(facts(ai, found), found);
    };
  }

  /** A client that sent several credentials is told so, where one of them was needed. */
  private Refusal told(Routing.Nothing nothing) {
    boolean needed = nothing.refusal().code() == ErrorCode.NO_API_KEY;
    return needed && arrival.clientCredential() instanceof ClientCredential.Unclear unclear
        ? unclear.refusal()
        : nothing.refusal();
  }

  /** Tokens are counted in the words of the first candidate, whatever is chosen afterwards. */
  private RequestFacts facts(AiRequest ai, Routing.Found found) {
    return RequestFacts.of(
        arrival.head(), ai, found.candidates().getFirst().model().id(), visit.named());
  }

  /** Refuses prompts that are too large, before anything is chosen and anybody called. */
  private Opening limited(RequestFacts facts, Routing.Found found) {
    TokenLimits limits = gateway.tokens();
    InputTokens tokens = facts.inputTokens();
    if (Keyway.mayTakeLong(gateway, facts.ai().body().length)) {
      // Expressions ask when the carrier is back on its event loop.
      prepare(facts);
    }
    Long most = limits.maxInput();
    return most != null && tokens.exceed(most)
        ? visit.failed(
            gateway,
            new Reached(facts.ai(), found.excluded(), List.of(), tokens.ifCounted()),
            tooLarge(most))
        : select(facts, found);
  }

  private void prepare(RequestFacts facts) {
    if (gateway.tokens().estimated()) {
      facts.inputTokens().count();
    }
    if (gateway.uses(ConversationId.PATH)) {
      facts.conversation().get();
    }
  }

  private static Refusal tooLarge(long most) {
    return Refusal.of(
        ErrorCode.INPUT_TOO_LARGE,
        "the prompt has more than the %d tokens that the policy allows (max_input_tokens); shorten it"
            .formatted(most));
  }

  private Opening select(RequestFacts facts, Routing.Found found) {
    ModelChoice choice =
        ModelSelection.choose(gateway, found, facts, keyway.health(), keyway.random(), now);
    List<Exclusion> excluded = found.excluded();
    if (!choice.excluded().isEmpty()) {
      excluded = Stream.concat(excluded.stream(), choice.excluded().stream()).toList();
    }
    return switch (choice) {
      case ModelChoice.None none ->
          visit.failed(
              gateway,
              new Reached(facts.ai(), excluded, none.runs(), facts.inputTokens().ifCounted()),
              none.refusal());
      case ModelChoice.Chosen chosen ->
          new Opening.Open(
              exchange(
                  facts,
                  OnePassthrough.narrow(new Routing.Found(chosen.candidates(), excluded)),
                  chosen.runs()));
    };
  }

  private Exchange exchange(RequestFacts facts, Routing.Found found, List<ModelRun> modelRuns) {
    FailoverSettings failover = gateway.failover();
    KeySelection selection =
        new KeySelection(gateway, keyway.health(), keyway.random(), keyway.rankings());
    AttemptSequence sequence =
        new AttemptSequence(
            gateway,
            facts,
            found.candidates(),
            keyway.health(),
            keyway.factsInRecords() ? selection.keepingFacts() : selection,
            new Classifier(failover.classify(), failover.anyError(), failover.longestHint()),
            now);
    return new Exchange(
        keyway, visit, gateway, arrival, facts, rest, found.excluded(), modelRuns, sequence);
  }
}
