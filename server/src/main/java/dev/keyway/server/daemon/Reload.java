package dev.keyway.server.daemon;

import dev.keyway.document.ProblemReport;
import dev.keyway.secret.SecretRefresh;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.daemon.Part.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads what a daemon was made of once more, and puts what has changed for the better into force.
 * The configuration is taken as a whole or not at all; a policy that does not load stays as it was
 * while the others go on. Used by one thread.
 */
final class Reload {

  private final ConfigSource source;
  private final DaemonConfig started;
  private final OpenVaults vaults;
  private final Surroundings around;
  private final Live live;
  private final Refusals refusals;
  private final Function<Path, FollowedAccessKeys> accessKeysOf;

  /**
   * @param started what the daemon was started with
   * @param vaults opens those of another configuration
   * @param accessKeysOf follows the access keys of a file
   */
  Reload(
      ConfigSource source,
      DaemonConfig started,
      OpenVaults vaults,
      Surroundings around,
      Live live,
      Refusals refusals,
      Function<Path, FollowedAccessKeys> accessKeysOf) {
    this.source = source;
    this.started = started;
    this.vaults = vaults;
    this.around = around;
    this.live = live;
    this.refusals = refusals;
    this.accessKeysOf = accessKeysOf;
  }

  /** Reads the secrets of files again. Requests see the new values at once. */
  SecretRefresh secrets() {
    SecretRefresh refresh = live.now().secrets().refreshFiles();
    Map<Part, List<String>> failures = new HashMap<>();
    refresh
        .failures()
        .forEach(one -> failures.put(Part.secret(one.ref().toString()), List.of(one.reason())));
    refusals.now(Kind.SECRET, failures);
    return refresh;
  }

  /** Reads everything else. Nothing of it is in force yet. */
  Found read() {
    Snapshot now = live.now();
    ConfigReading reading = source.read();
    List<String> problems = lines(reading);
    if (reading instanceof ConfigReading.Loaded(DaemonConfig wanted, var warnings)) {
      DaemonConfig config = NeedsRestart.without(started, wanted);
      Candidate candidate = Rereading.of(now, config, vaults, around, accessKeysOf);
      if (candidate.flaws().isEmpty() || config.equals(now.config())) {
        return new Found(
            candidate, candidate.flaws(), problems, NeedsRestart.fields(started, wanted));
      }
      problems = candidate.flaws();
    }
    return new Found(
        Rereading.of(now, now.config(), vaults, around, accessKeysOf), problems, List.of(), null);
  }

  private List<String> lines(ConfigReading reading) {
    String file = source.file() == null ? "command line" : source.file().toString();
    return new ProblemReport(file, reading.problems()).text().lines().toList();
  }

  /** Every file that matters now or would with this candidate. */
  Set<Path> files(Candidate candidate) {
    Set<Path> files = new HashSet<>(candidate.files());
    files.addAll(live.now().secrets().files().values());
    return files;
  }

  /** What is refused of it, part by part. */
  void report(Found found) {
    refusals.now(
        Kind.CONFIGURATION,
        found.refused().isEmpty() ? Map.of() : Map.of(Part.CONFIGURATION, found.refused()));
    refusals.now(
        Kind.POLICY,
        found.candidate().refused().entrySet().stream()
            .collect(Collectors.toMap(one -> Part.policy(one.getKey()), Map.Entry::getValue)));
  }

  /**
   * What a reading found.
   *
   * @param candidate can be put into force
   * @param refused why the newest configuration is not what the candidate was made of
   * @param warnings what the author of the configuration should know
   * @param needsRestart fields that differ from those at the start; null: as it was
   */
  record Found(
      Candidate candidate,
      List<String> refused,
      List<String> warnings,
      @org.jspecify.annotations.Nullable List<String> needsRestart) {}
}
