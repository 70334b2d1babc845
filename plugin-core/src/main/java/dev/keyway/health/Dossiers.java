package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import java.time.Instant;
import java.util.List;

/**
 * What is known of the keys of a list for one model. What it says is as live as if each were looked
 * up by itself. Safe for use by many threads.
 */
public final class Dossiers {

  private final List<Dossier> all;
  private final int changes;
  private final long second;

  /**
   * @param changes of the memory, before anything was found in it
   */
  Dossiers(List<Dossier> all, int changes, Instant now) {
    this.all = List.copyOf(all);
    this.changes = changes;
    this.second = now.getEpochSecond();
  }

  /**
   * Whether all of it would be found again. After a second it is looked up anew in any case: the
   * memory forgets first what was not asked for longest.
   */
  boolean holds(Memory memory, Instant now) {
    return changes == memory.changes() && second == now.getEpochSecond();
  }

  /** How many keys there are. */
  public int size() {
    return all.size();
  }

  /** The key in this place of the list. */
  public ApiKey key(int place) {
    return all.get(place).key();
  }

  /** Whether it may be used now. */
  public Standing standing(int place, Instant now) {
    return all.get(place).standing(now);
  }

  /** What is known of it. */
  public KeyFacts facts(int place, Instant now) {
    return all.get(place).facts(place, now);
  }
}
