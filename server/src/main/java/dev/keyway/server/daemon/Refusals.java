package dev.keyway.server.daemon;

import dev.keyway.server.daemon.Part.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parts could not be taken in their newest version, and why. What is new is logged, once; the
 * rest is there to be asked for. Told by one thread, read by any.
 */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final InstantSource clock;
  private final BiConsumer<Kind, String> count;
  private volatile Map<Part, Refusal> refusals = Map.of();

  /**
   * @param count counts what becomes of changes: {@code taken} or {@code refused}
   */
  Refusals(InstantSource clock, BiConsumer<Kind, String> count) {
    this.clock = clock;
    this.count = count;
  }

  /**
   * Takes the place of all that was refused of this kind.
   *
   * @param problems lines for people, by part; a part that is not among them is fine
   */
  void now(Kind kind, Map<Part, List<String>> problems) {
    Map<Part, Refusal> next = new HashMap<>(refusals);
    next.keySet().removeIf(part -> part.kind() == kind && !problems.containsKey(part));
    problems.forEach((part, lines) -> next.merge(part, refusal(lines), this::newer));
    next.forEach((part, refusal) -> tell(part, refusal, refusals.get(part)));
    refusals = Map.copyOf(next);
  }

  /** What is wrong with the newest version of a part, or null. */
  @Nullable Refusal of(Part part) {
    return refusals.get(part);
  }

  /** All parts whose newest version was refused. */
  Map<Part, Refusal> all() {
    return refusals;
  }

  /** Counts and tells a change that was taken. */
  void taken(Part part, String how) {
    count.accept(part.kind(), "taken");
    LOG.info("{} {}", part, how);
  }

  private Refusal newer(Refusal before, Refusal now) {
    return before.problems().equals(now.problems()) ? before : now;
  }

  private Refusal refusal(List<String> lines) {
    return new Refusal(clock.instant(), lines);
  }

  private void tell(Part part, Refusal refusal, @Nullable Refusal before) {
    if (!refusal.equals(before)) {
      count.accept(part.kind(), "refused");
      LOG.warn(
          "refused a new version of {}; the one before stays in force:\n{}",
          part,
          String.join("\n", refusal.problems()));
    }
  }

  /**
   * What is wrong with a version that was not taken.
   *
   * @param at when it was first found
   * @param problems a line each; none holds a secret
   */
  record Refusal(Instant at, List<String> problems) {

    Refusal {
      problems = List.copyOf(problems);
    }
  }
}
