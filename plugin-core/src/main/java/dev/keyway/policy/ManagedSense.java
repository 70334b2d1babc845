package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Place;
import dev.keyway.policy.ManagedKeysReader.Managed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Warns of house keys that can never be used, and of switches that change nothing. */
final class ManagedSense {

  private final Reading reading;
  private final Fields fields;
  private final Managed managed;
  private final Set<String> withOwnKeys;

  ManagedSense(Reading reading, Fields fields, Managed managed, List<ConfiguredProvider> listed) {
    this.reading = reading;
    this.fields = fields;
    this.managed = managed;
    this.withOwnKeys =
        listed.stream()
            .filter(provider -> !provider.keys().isEmpty())
            .map(provider -> provider.definition().id())
            .collect(Collectors.toSet());
  }

  /**
   * @param places where each provider's house keys stand
   */
  void check(Map<String, Place> places) {
    places.forEach((id, place) -> {
      if (withOwnKeys.contains(id) && !managed.onExhausted()) {
        warn(place, id + " has api_keys, so its house keys serve only with on_exhausted: use");
      }
    });
    if (managed.onExhausted() && places.keySet().stream().noneMatch(withOwnKeys::contains)) {
      warn(fields.place("on_exhausted"), "no provider has both api_keys and house keys");
    }
    if (managed.afterClientKey() && withOwnKeys.containsAll(places.keySet())) {
      warn(
          fields.place("after_client_key"),
          "every provider with house keys has api_keys, so no client's own key is used there");
    }
  }

  private void warn(Place place, String message) {
    reading.problems().warning(place, message);
  }
}
