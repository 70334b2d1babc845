package dev.keyway.route;

import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a client's own credential goes to one provider only: the first that would be
 * asked with it. The others are asked with house keys where these may stand in, else left out. It
 * runs after model selection, which may change who is first.
 */
public final class OnePassthrough {

  /** More models of one provider than clients name share a line: {@code auto} means hundreds. */
  private static final int TOLD_ONE_BY_ONE = 8;

  private OnePassthrough() {}

  /** The candidates that stay, in their order, never none; those that don't are left out. */
  public static Routing.Found narrow(Routing.Found found) {
    Provider chosen = chosen(found.candidates());
    if (chosen == null
        || found.candidates().stream().noneMatch(candidate -> isElsewhere(candidate, chosen))) {
      return found;
    }
    List<Candidate> kept = new ArrayList<>(found.candidates().size());
    Map<Provider, List<Model>> leftOut = new LinkedHashMap<>();
    for (Candidate candidate : found.candidates()) {
      if (!isElsewhere(candidate, chosen)) {
        kept.add(candidate);
      } else if (candidate.payers().contains(Payer.HOUSE)) {
        kept.add(candidate.paidBy(Payer.HOUSE));
      } else {
        leftOut
            .computeIfAbsent(candidate.provider(), any -> new ArrayList<>())
            .add(candidate.model());
      }
    }
    return new Routing.Found(kept, told(found.excluded(), leftOut, chosen));
  }

  private static @Nullable Provider chosen(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.payers().contains(Payer.CLIENT)) {
        return candidate.provider();
      }
    }
    return null;
  }

  private static boolean isElsewhere(Candidate candidate, Provider chosen) {
    return candidate.payers().contains(Payer.CLIENT)
        && !candidate.provider().id().equals(chosen.id());
  }

  private static List<Exclusion> told(
      List<Exclusion> before, Map<Provider, List<Model>> leftOut, Provider chosen) {
    Ruling ruling =
        Ruling.policy("the client's own key goes to one provider only, here to " + chosen.id());
    Left left = new Left(before);
    leftOut.forEach((provider, models) -> {
      if (models.size() > TOLD_ONE_BY_ONE) {
        left.out(provider, models, ruling);
      } else {
        models.forEach(model -> left.out(provider.id() + ":" + model.id(), ruling));
      }
    });
    return left.exclusions();
  }
}
