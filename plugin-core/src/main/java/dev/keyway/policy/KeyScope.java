package dev.keyway.policy;

import dev.keyway.document.Place;
import dev.keyway.document.Shown;
import java.util.HashMap;
import java.util.Map;

/**
 * The keys of one provider, the policy's and the house's together: none may stand twice, and no two
 * may share an id, or records would not say which was used.
 */
final class KeyScope {

  private final Reading reading;
  private final Map<String, Place> ids = new HashMap<>();
  private final Map<String, Place> identities = new HashMap<>();

  KeyScope(Reading reading) {
    this.reading = reading;
  }

  void claim(String identity, Place valuePlace, String shownId, Place idPlace) {
    Place same = identities.putIfAbsent(identity, valuePlace);
    if (same != null) {
      reading.error(valuePlace, "the same key as in line " + same.line() + "; remove one");
      return;
    }
    Place first = ids.putIfAbsent(shownId, idPlace);
    if (first != null) {
      reading.error(
          idPlace,
          "the id %s is taken by the key in line %d; give each an id of its own"
              .formatted(Shown.quoted(shownId), first.line()));
    }
  }
}
