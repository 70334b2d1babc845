package dev.keyway.policy;

import java.util.HashMap;
import java.util.Map;

/** What all keys of an action share while they are read: their secrets, and their names. */
final class KeyScopes {

  private final Reading reading;
  private final SecretReferences references;
  private final Map<String, KeyScope> byProvider = new HashMap<>();

  KeyScopes(Reading reading, SecretReferences references) {
    this.reading = reading;
    this.references = references;
  }

  /** What reads the keys of this provider. */
  ApiKeysReader of(String providerId) {
    KeyScope scope = byProvider.computeIfAbsent(providerId, id -> new KeyScope(reading));
    return new ApiKeysReader(reading, references, providerId, scope);
  }
}
