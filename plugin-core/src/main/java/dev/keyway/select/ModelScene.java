package dev.keyway.select;

import dev.keyway.catalogue.Author;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Health;
import dev.keyway.health.ModelFacts;
import dev.keyway.policy.AiGateway;
import dev.keyway.route.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ai} in a strategy over models: what it may ask, made when it asks. */
final class ModelScene {

  /** Of a provider that does not answer requests of this kind: nothing is known of it here. */
  private static final String NO_PLACE = "";

  private final AiGateway gateway;
  private final RequestFacts request;
  private final Health health;
  private final Instant now;
  private final List<ModelView> models;
  private @Nullable List<AuthorFacts> authors;
  private @Nullable Map<ModelView, ModelView> byModel;

  ModelScene(
      AiGateway gateway,
      List<Candidate> candidates,
      RequestFacts request,
      Health health,
      Instant now) {
    this.gateway = gateway;
    this.request = request;
    this.health = health;
    this.now = now;
    List<ModelView> seen = new ArrayList<>(candidates.size());
    for (Candidate each : candidates) {
      seen.add(ModelView.of(each, this));
    }
    this.models = seen;
  }

  /** A provider, in this scene. */
  record ProviderFacts(Provider provider, ModelScene scene) {

    List<ModelView> models() {
      return provider.models().stream()
          .map(model -> new ModelView(provider, model, true, null, scene))
          .toList();
    }
  }

  /** An author and those of the models in this scene that it made. */
  record AuthorFacts(Author author, List<ModelView> models) {}

  RequestFacts request() {
    return request;
  }

  /** What requests for a model have shown in the last five minutes. */
  ModelFacts facts(Provider provider, String modelId) {
    Endpoint endpoint = provider.endpointFor(request.ai().surface());
    return health.modelFacts(
        endpoint == null ? NO_PLACE : endpoint.baseUrl().toString(),
        modelId,
        request.head().route(),
        gateway.everyKeyOf(provider.id()),
        now);
  }

  /** The candidates, in their order. */
  List<ModelView> models() {
    return models;
  }

  /** The candidate that is the same model of the same provider, or null. */
  @Nullable ModelView candidateLike(ModelView other) {
    Map<ModelView, ModelView> present = byModel;
    if (present == null) {
      present = new HashMap<>();
      for (ModelView each : models) {
        present.putIfAbsent(each, each);
      }
      byModel = present;
    }
    return present.get(other);
  }

  /** All providers the policy knows: those it lists first. */
  List<ProviderFacts> providers() {
    return gateway.catalogue().providers().stream()
        .map(provider -> new ProviderFacts(provider, this))
        .toList();
  }

  /** The authors of the candidates, in the order of their first one. */
  List<AuthorFacts> authors() {
    List<AuthorFacts> present = authors;
    if (present == null) {
      Map<Author, List<ModelView>> made = new LinkedHashMap<>();
      for (ModelView each : models) {
        Author author = each.model().author();
        if (author != null) {
          made.computeIfAbsent(author, any -> new ArrayList<>()).add(each);
        }
      }
      present =
          made.entrySet().stream()
              .map(author -> new AuthorFacts(author.getKey(), author.getValue()))
              .toList();
      authors = present;
    }
    return present;
  }
}
