package dev.keyway.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Inline policies by digest, kept while they are used. */
final class InlinePolicies {

  private static final int NAME_LENGTH = 12;

  private final InstantSource clock;
  private final PolicyReader reader;
  private final Duration maxAge;
  private final int most;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  InlinePolicies(InstantSource clock, PolicyReader reader, Duration maxAge, int most) {
    this.clock = clock;
    this.reader = reader;
    this.maxAge = maxAge;
    this.most = most;
  }

  PolicyReading admit(byte[] text) {
    String digest = Digest.of(text);
    Entry known = live(digest);
    if (known != null) {
      return known.reading;
    }
    // Outside any lock, since vaults may be slow: two threads may both read, and one result stays.
    PolicyReading reading = reader.read(name(digest), text);
    entries.put(digest, new Entry(text, reading, clock.instant()));
    makeRoom();
    return reading;
  }

  @Nullable Policy find(String digest) {
    Entry entry = live(digest);
    return entry != null && entry.reading instanceof PolicyReading.Loaded loaded
        ? loaded.policy()
        : null;
  }

  /** The same policies, read anew, and as long unused as they are here. */
  InlinePolicies readBy(PolicyReader other, Duration otherMaxAge) {
    InlinePolicies next = new InlinePolicies(clock, other, otherMaxAge, most);
    entries.forEach((digest, entry) -> {
      PolicyReading reading = other.read(name(digest), entry.text);
      next.entries.put(digest, new Entry(entry.text, reading, entry.lastUse));
    });
    return next;
  }

  /** The entry while it is valid; for a policy that loaded this is a use. */
  private @Nullable Entry live(String digest) {
    Entry entry = entries.get(digest);
    if (entry == null) {
      return null;
    }
    Instant now = clock.instant();
    if (isOver(entry, now)) {
      entries.remove(digest, entry);
      return null;
    }
    if (entry.reading instanceof PolicyReading.Loaded) {
      entry.lastUse = now;
    }
    return entry;
  }

  private static String name(String digest) {
    return "inline-" + digest.substring(0, NAME_LENGTH);
  }

  private void makeRoom() {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> isOver(entry, now));
    while (entries.size() > most) {
      entries.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().lastUse))
          .ifPresent(oldest -> entries.remove(oldest.getKey(), oldest.getValue()));
    }
  }

  private boolean isOver(Entry entry, Instant now) {
    return entry.lastUse.plus(maxAge).isBefore(now);
  }

  private static final class Entry {

    private final byte[] text;
    private final PolicyReading reading;
    private volatile Instant lastUse;

    private Entry(byte[] text, PolicyReading reading, Instant now) {
      this.text = text;
      this.reading = reading;
      this.lastUse = now;
    }
  }
}
