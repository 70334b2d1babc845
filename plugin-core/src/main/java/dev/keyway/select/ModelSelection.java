package dev.keyway.select;

import dev.keyway.expression.Evaluation;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Health;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.Strategy;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.route.Exclusion;
import dev.keyway.route.Router;
import dev.keyway.route.Routing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy's {@code model_selection} which of a request's candidates are tried, and in what
 * order. Pure, but for the generator it draws from.
 *
 * <ol>
 *   <li>Strategies see the candidates in their order: what the client named, or all that is allowed
 *       where it left the choice. So {@code ai.models.random()} draws among what can be had.
 *   <li>The first strategy that gives a candidate wins. One that fails, or gives none, is recorded
 *       and the next is asked; when none is left, the request is refused.
 *   <li>Among models the client named, a strategy only filters: their order stays. Those left to
 *       the policy are tried in the order of the strategy.
 *   <li>A strategy may reach other models through {@code ai.providers}; what is not allowed, or was
 *       not asked for, is dropped from what it gives.
 * </ol>
 */
public final class ModelSelection {

  private static final String WRONG_TYPE = "wrong_type";

  /** So many models are recorded by name: {@code auto} may mean hundreds. */
  private static final int MOST_RECORDED = 20;

  private final AiGateway gateway;
  private final RandomGenerator random;
  private final ModelScene scene;
  private final List<ModelView> named;
  private final List<ModelRun> runs = new ArrayList<>(1);
  private final Set<String> failures = new HashSet<>(0);

  private ModelSelection(AiGateway gateway, RandomGenerator random, ModelScene scene, int named) {
    this.gateway = gateway;
    this.random = random;
    this.scene = scene;
    this.named = scene.models().subList(0, named);
  }

  /** The candidates as they are tried; where the policy has no strategy, as they were found. */
  public static ModelChoice choose(
      AiGateway gateway,
      Routing.Found found,
      RequestFacts request,
      Health health,
      RandomGenerator random,
      Instant now) {
    if (gateway.modelSelection().isEmpty()) {
      return new ModelChoice.Chosen(found.candidates(), List.of(), List.of());
    }
    ModelScene scene = new ModelScene(gateway, found.candidates(), request, health, now);
    return new ModelSelection(gateway, random, scene, found.named()).choose();
  }

  private ModelChoice choose() {
    Map<String, Object> variables = ModelEnvironment.variables(scene);
    for (Strategy strategy : gateway.modelSelection()) {
      SequencedSet<ModelView> chosen = run(strategy, variables);
      if (!chosen.isEmpty()) {
        return new ModelChoice.Chosen(
            chosen.stream().map(ModelView::candidate).filter(Objects::nonNull).toList(),
            runs,
            leftOut(chosen));
      }
    }
    return new ModelChoice.None(refusal(), runs, leftOut(Set.of()));
  }

  private SequencedSet<ModelView> run(Strategy strategy, Map<String, Object> variables) {
    String source = strategy.expression().source();
    return switch (strategy.expression().evaluate(variables, random)) {
      case Evaluation.Value value -> keep(source, models(value.value()));
      case Evaluation.Failure failure -> {
        failures.add(failure.code());
        runs.add(ModelRun.failed(source, failure.words()));
        yield new LinkedHashSet<>(0);
      }
    };
  }

  /** What is left of what a strategy gave, in the order it is tried. */
  private SequencedSet<ModelView> keep(String strategy, SequencedSet<ModelView> given) {
    int allowed = (int) given.stream().filter(this::isAllowed).count();
    SequencedSet<ModelView> chosen = inOrder(given);
    runs.add(
        new ModelRun(
            strategy,
            null,
            given.size(),
            allowed,
            chosen.size(),
            chosen.stream().limit(MOST_RECORDED).map(ModelView::toString).toList()));
    return chosen;
  }

  private boolean isAllowed(ModelView model) {
    RequestFacts request = scene.request();
    return model.candidate() != null
        || Router.allows(
            gateway,
            request.head().caller(),
            request.ai().surface(),
            model.provider(),
            model.model());
  }

  /**
   * The candidates among what was given: those the client named first, in its order; then the
   * others in the strategy's.
   */
  private SequencedSet<ModelView> inOrder(SequencedSet<ModelView> given) {
    SequencedSet<ModelView> ordered = new LinkedHashSet<>();
    named.stream().filter(given::contains).forEach(ordered::add);
    for (ModelView each : given) {
      ModelView candidate = each.candidate() == null ? scene.candidateLike(each) : each;
      if (candidate != null) {
        ordered.add(candidate);
      }
    }
    return ordered;
  }

  private List<Exclusion> leftOut(Set<ModelView> chosen) {
    return named.stream()
        .filter(model -> !chosen.contains(model))
        .map(model -> new Exclusion(model.toString(), "no strategy of model_selection chose it"))
        .toList();
  }

  /** The compiler has checked that it is a model or a list of models; none is given twice. */
  private static SequencedSet<ModelView> models(@Nullable Object value) {
    SequencedSet<ModelView> models = new LinkedHashSet<>();
    List<?> values =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (Object each : values) {
      if (each instanceof ModelView facts) {
        models.add(facts);
      }
    }
    return models;
  }

  private Refusal refusal() {
    boolean allFailed = runs.stream().allMatch(run -> run.error() != null);
    if (!allFailed) {
      return Refusal.of(
          ErrorCode.MODEL_SELECTION_EMPTY,
          "None of the models that may serve this request passed the policy's model_selection;"
              + " name another model, or end the strategies with ai.models.");
    }
    return failures.equals(Set.of(WRONG_TYPE))
        ? Refusal.of(
            ErrorCode.STRATEGY_TYPE,
            "What the policy's model_selection gave is neither a model nor a list of models; the"
                + " decision record says which strategy.")
        : Refusal.of(
            ErrorCode.MODEL_SELECTION_FAILED,
            "Every strategy of the policy's model_selection failed; the decision record says why.");
  }
}
