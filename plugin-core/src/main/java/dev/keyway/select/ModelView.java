package dev.keyway.select;

import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import dev.keyway.health.ModelFacts;
import dev.keyway.route.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * A model at a provider as strategies see it. However a strategy came by it, two are equal when
 * they are the same model of the same provider.
 *
 * @param known whether the catalogue or the policy knows it
 * @param candidate the candidate it is seen as, or null when it was reached in another way
 * @param scene the request it is seen in
 */
record ModelView(
    Provider provider,
    Model model,
    boolean known,
    @Nullable Candidate candidate,
    ModelScene scene) {

  static ModelView of(Candidate candidate, ModelScene scene) {
    return new ModelView(
        candidate.provider(), candidate.model(), candidate.known(), candidate, scene);
  }

  /** What its requests have shown in the last five minutes. */
  ModelFacts metrics() {
    return scene.facts(provider, model.id());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelView that
        && model.id().equals(that.model.id())
        && provider.id().equals(that.provider.id());
  }

  @Override
  public int hashCode() {
    return 31 * provider.id().hashCode() + model.id().hashCode();
  }

  @Override
  public String toString() {
    return provider.id() + ":" + model.id();
  }
}
