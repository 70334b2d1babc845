package dev.keyway.route;

import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What was left out, and what a client is told when that was everything. */
final class Left {

  private static final int REASONS_TOLD = 3;
  private static final int LONGEST_NAME = 100;

  private final List<Exclusion> exclusions;
  private final Set<Ground> grounds = EnumSet.noneOf(Ground.class);
  private boolean anyAsked;

  Left() {
    this(List.of());
  }

  /** What is left out besides these. */
  Left(List<Exclusion> before) {
    this.exclusions = new ArrayList<>(before);
  }

  /** Notes that the client left the choice to the policy. */
  void anyAsked() {
    anyAsked = true;
  }

  void out(String model, Ruling ruling) {
    exclusions.add(new Exclusion(shown(model), ruling.reason()));
    grounds.add(ruling.ground());
  }

  /** One line for all models of a provider that share a reason: there may be hundreds. */
  void out(Provider provider, List<Model> models, Ruling ruling) {
    boolean one = models.size() == 1;
    String which = one ? models.get(0).id() : "*";
    String reason = one ? ruling.reason() : models.size() + " models: " + ruling.reason();
    out(provider.id() + ":" + which, new Ruling(ruling.ground(), reason));
  }

  void unknown(String name, List<String> nearest) {
    String reason =
        nearest.isEmpty()
            ? "no provider is known to have it; say provider:model to ask one for it"
            : "no provider is known to have it; nearest: " + shown(String.join(", ", nearest));
    out(name, new Ruling(Ground.UNKNOWN, reason));
  }

  List<Exclusion> exclusions() {
    return List.copyOf(exclusions);
  }

  Refusal refusal() {
    if (grounds.contains(Ground.NO_CREDENTIAL)) {
      return refusal(ErrorCode.NO_API_KEY, "There is no provider key for this request");
    }
    if (grounds.equals(EnumSet.of(Ground.CALLER))) {
      return refusal(ErrorCode.FORBIDDEN, "This caller may use none of the models asked for");
    }
    if (anyAsked) {
      return refusal(
          ErrorCode.MODEL_SELECTION_EMPTY,
          "There is no model to choose: name one, or list providers with keys in the policy");
    }
    return refusal(ErrorCode.NO_MATCHING_MODELS, "No model matches the request");
  }

  private Refusal refusal(ErrorCode code, String message) {
    StringBuilder text = new StringBuilder(message).append('.');
    for (Exclusion exclusion : exclusions.subList(0, Math.min(REASONS_TOLD, exclusions.size()))) {
      text.append(' ').append(exclusion.model()).append(": ").append(exclusion.reason());
      text.append('.');
    }
    if (exclusions.size() > REASONS_TOLD) {
      text.append(" And ").append(exclusions.size() - REASONS_TOLD).append(" more.");
    }
    return Refusal.of(code, text.toString());
  }

  /** A name as it may stand in a message: what clients send is neither short nor printable. */
  private static String shown(String name) {
    String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return cut.codePoints().anyMatch(Character::isISOControl)
        ? cut.replaceAll("\\p{Cntrl}", "?")
        : cut;
  }
}
