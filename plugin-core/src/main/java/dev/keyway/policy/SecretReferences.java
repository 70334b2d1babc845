package dev.keyway.policy;

import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Shown;
import dev.keyway.expression.SecretUse;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.rule.NamedSecrets;
import dev.keyway.secret.SecretClash;
import dev.keyway.secret.SecretHandle;
import dev.keyway.secret.SecretRef;
import dev.keyway.secret.SecretUnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets a policy names: whether it may, whether they are set, where they are named first. */
final class SecretReferences {

  private final Reading reading;
  private final Map<SecretRef, Place> places = new LinkedHashMap<>();
  private final Map<SecretRef, SecretHandle> named = new LinkedHashMap<>();

  SecretReferences(Reading reading) {
    this.reading = reading;
  }

  /**
   * Where the secret's value is found; when it can't be had, a problem is left and it stays unset.
   */
  SecretHandle resolve(SecretRef ref, Place place) {
    places.putIfAbsent(ref, place);
    if (reading.settings().origin() instanceof Origin.Inline inline
        && !inline.vaults().contains(ref.vault())) {
      reading.error(
          place,
          "a policy in a route's configuration may not read the vault "
              + Shown.quoted(ref.vault())
              + "; inline_policies.vaults in keyway.yaml says which it may");
      return new UnsetSecret();
    }
    String flaw = reading.settings().secrets().flaw(ref);
    if (flaw != null) {
      reading.error(place, flaw);
      return new UnsetSecret();
    }
    try {
      return reading.settings().secrets().resolve(ref);
    } catch (SecretUnavailableException e) {
      String message = String.valueOf(e.getMessage());
      reading.problems().add(reading.settings().unsetSecret(), place, message, null);
      return new UnsetSecret();
    }
  }

  /** Finds the secrets that an expression in this text names. */
  void name(List<SecretUse> uses, Node.Scalar text) {
    for (SecretUse use : uses) {
      SecretRef ref = new SecretRef(use.vault(), use.name());
      named.computeIfAbsent(ref, missing -> resolve(missing, text.at(use.line(), use.column())));
    }
  }

  /** All that expressions have named so far. */
  NamedSecrets named() {
    return new NamedSecrets(named);
  }

  /** To be called when all have been resolved: two may fall on one variable. */
  void reportClashes() {
    for (SecretClash clash : reading.settings().secrets().clashes(places.keySet())) {
      reading.error(places.getOrDefault(clash.second(), Place.START), clash.message());
    }
  }
}
