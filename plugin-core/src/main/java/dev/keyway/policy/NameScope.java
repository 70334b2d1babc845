package dev.keyway.policy;

import dev.keyway.document.Place;
import dev.keyway.document.Shown;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids and aliases among which a name may mean one thing only, without regard to case. */
final class NameScope {

  private final Reading reading;
  private final Map<String, Claim> claims = new HashMap<>();

  NameScope(Reading reading) {
    this.reading = reading;
  }

  /**
   * Takes a name for the owner; an error is left when another has it.
   *
   * @param owner the path of the entry that has the name; an entry may repeat its own
   * @return the name in lower case
   */
  String claim(String name, Place owner, Place place) {
    String folded = name.toLowerCase(Locale.ROOT);
    Claim first = claims.putIfAbsent(folded, new Claim(owner.path(), place));
    if (first != null && !first.owner().equals(owner.path())) {
      reading.error(
          place,
          "%s already means %s; ids and aliases must differ, whatever their case"
              .formatted(Shown.quoted(name), first.shown()));
    }
    return folded;
  }

  /** Who has the name, such as {@code providers[0] (line 3)}, unless it is this owner; or null. */
  @Nullable String otherOwner(String name, Place owner) {
    Claim claim = claims.get(name.toLowerCase(Locale.ROOT));
    return claim == null || claim.owner().equals(owner.path()) ? null : claim.shown();
  }

  private record Claim(String owner, Place place) {

    String shown() {
      return owner + " (line " + place.line() + ")";
    }
  }
}
