package dev.keyway.server.daemon;

import dev.keyway.access.AccessKeys;
import dev.keyway.policy.Policy;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.records.RecordQueue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a candidate into force and says what is other than before. Used by one thread. */
final class Taking {

  private static final Logger LOG = LoggerFactory.getLogger(Taking.class);

  private final Live live;
  private final Assembly assembly;
  private final RecordQueue records;
  private final Surroundings around;
  private final Refusals refusals;

  Taking(
      Live live, Assembly assembly, RecordQueue records, Surroundings around, Refusals refusals) {
    this.live = live;
    this.assembly = assembly;
    this.records = records;
    this.around = around;
    this.refusals = refusals;
  }

  /**
   * Puts it into force, in one step for whoever asks for what is in force.
   *
   * @param warnings what the author of the configuration should know
   */
  void take(Candidate next, List<String> warnings) {
    Snapshot before = live.now();
    live.replace(now -> snapshot(now, next));
    records.sample(next.config().records().sample());
    if (!isSameInline(before.config(), next.config())) {
      assembly
          .registry()
          .readInlineBy(
              Parts.inlineReader(next.config(), next.secrets()), next.config().context().maxAge());
    }
    tell(before, next, warnings);
  }

  private Snapshot snapshot(Snapshot now, Candidate next) {
    @Nullable AccessKeys other = next.keys();
    AccessKeys keys = other == null ? now.accessKeys() : other;
    Instant since = next.config().equals(now.config()) ? now.since() : around.clock().instant();
    return new Snapshot(
        next.config(),
        since,
        next.secrets(),
        next.policies(),
        next.contextKeys(),
        keys,
        assembly.serving(
            next.config(), next.policies(), next.providers(), next.contextKeys(), keys));
  }

  private static boolean isSameInline(DaemonConfig before, DaemonConfig next) {
    return before.vaults().equals(next.vaults())
        && before.inlineVaults().equals(next.inlineVaults())
        && before.context().maxAge().equals(next.context().maxAge());
  }

  private void tell(Snapshot before, Candidate next, List<String> warnings) {
    if (!next.config().equals(before.config())) {
      refusals.taken(Part.CONFIGURATION, "is in force: " + next.config().file() + " changed");
      warnings.forEach(LOG::warn);
    }
    next.policies().forEach((name, loaded) -> tell(before.policies().get(name), loaded));
    for (String name : before.policies().keySet()) {
      if (!next.policies().containsKey(name)) {
        refusals.taken(
            Part.policy(name), "is gone: routes that name it are answered policy_unavailable");
      }
    }
  }

  private void tell(@Nullable LoadedPolicy before, LoadedPolicy now) {
    Policy policy = now.policy();
    if (before != null && before.policy().equals(policy)) {
      return;
    }
    refusals.taken(
        Part.policy(policy.name()),
        (before == null ? "is new: " : "replaced: ") + now.file().path());
    StartNotes.warnings(now).forEach(LOG::warn);
    String open = StartNotes.open(policy);
    if (open != null) {
      LOG.warn(open);
    }
  }
}
