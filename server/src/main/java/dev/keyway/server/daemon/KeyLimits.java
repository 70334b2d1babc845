package dev.keyway.server.daemon;

import dev.keyway.access.AccessKey;
import dev.keyway.access.AccessKeys;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.policy.Policy;
import dev.keyway.route.CallerLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an operator should know of the limits of access keys. */
final class KeyLimits {

  private KeyLimits() {}

  /** A line for each name among the limits of keys in force that no policy knows. */
  static List<String> unknown(AccessKeys keys, List<Policy> policies, Instant now) {
    List<Catalogue> catalogues = new ArrayList<>();
    policies.forEach(policy -> policy.catalogues().forEach(catalogues::add));
    catalogues.add(Catalogue.builtIn());
    return keys.list().stream()
        .filter(key -> StartNotes.inForce(key, now))
        .flatMap(key -> unknown(key, catalogues).stream())
        .toList();
  }

  private static List<String> unknown(AccessKey key, List<Catalogue> catalogues) {
    return CallerLimits.unknown(key.providers(), key.models(), catalogues).stream()
        .map(unknown ->
            "access key %s (%s) is limited to a %s that no policy knows: %s"
                .formatted(key.name(), key.id(), unknown.kind(), unknown.words()))
        .toList();
  }
}
