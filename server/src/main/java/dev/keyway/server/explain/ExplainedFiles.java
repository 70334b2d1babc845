package dev.keyway.server.explain;

import dev.keyway.Keyway;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.document.Problems;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.KeyHash;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.daemon.ProviderIds;
import dev.keyway.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is to be explained, and collects all that is wrong with it. */
public final class ExplainedFiles {

  private static final byte[] NOTHING = new byte[0];

  private final ExplainedDaemon daemon;
  private final StandIns standIns;
  private final SecretResolver secrets;
  private final KeyHash literals = KeyHash.numbering();
  private final Map<String, List<Problem>> problems = new LinkedHashMap<>();

  /** With the secrets that this daemon's vaults hold, and stand-ins for all others. */
  public ExplainedFiles(ExplainedDaemon daemon) {
    this.daemon = daemon;
    this.standIns = StandIns.of(daemon.vaults(), daemon.environment());
    this.secrets = standIns.resolver();
    if (!daemon.report().problems().isEmpty()) {
      note(daemon.report());
    }
  }

  /** The policy of a name or at a path; or null, and then there are problems. */
  public @Nullable Policy policy(Path nameOrPath) {
    PolicyFile file = daemon.policy(nameOrPath);
    byte[] text = bytes(file.path());
    if (text == null) {
      return null;
    }
    PolicyReader reader =
        Keyway.policyReader(
            secrets,
            Severity.WARNING,
            new PolicyReader.Origin.Operator(daemon.hostActions()),
            literals);
    return switch (reader.read(file.name(), text)) {
      case PolicyReading.Loaded loaded -> {
        note(file.path(), loaded.policy().warnings());
        yield loaded.policy();
      }
      case PolicyReading.Refused refused -> {
        note(file.path(), refused.problems());
        yield null;
      }
    };
  }

  /** Who calls; null: somebody with an access key. */
  public ExplainedClient client(@Nullable Path file) {
    if (file == null) {
      return ClientReader.somebody();
    }
    byte[] text = bytes(file);
    Problems found = new Problems();
    ExplainedClient client =
        text == null ? ClientReader.somebody() : ClientReader.read(text, found);
    note(file, found.inOrder());
    return client;
  }

  /** What is known of a policy's keys and models; without a file or a policy: nothing. */
  public Snapshot facts(@Nullable Path file, @Nullable Policy policy) {
    byte[] text = file == null || policy == null ? null : bytes(file);
    if (file == null || policy == null || text == null) {
      return Snapshot.NOTHING;
    }
    Problems found = new Problems();
    Snapshot facts = SnapshotReader.read(text, policy.gateways(), found);
    note(file, found.inOrder());
    return facts;
  }

  /** Where the providers of these policies are; looked for only when all else is good. */
  public ProviderUrls urls(List<Policy> policies) {
    if (!good()) {
      return ProviderUrls.NONE;
    }
    List<Catalogue> catalogues = policies.stream().flatMap(Policy::catalogues).toList();
    ProviderIds ids = daemon.providers(catalogues);
    daemon.reports(ids.problems()).forEach(this::note);
    return ids.urls();
  }

  /** The client's body, without the newline at the end that editors add. */
  public byte[] request(Path file) {
    byte[] text = file.toString().equals("-") ? standardInput() : bytes(file);
    return text == null ? NOTHING : withoutNewline(text);
  }

  private static byte[] withoutNewline(byte[] text) {
    int end = text.length;
    if (end > 0 && text[end - 1] == '\n') {
      end -= end > 1 && text[end - 2] == '\r' ? 2 : 1;
    }
    return Arrays.copyOf(text, end);
  }

  /** Whether nothing is so wrong that there can't be a plan. */
  public boolean good() {
    return reports().stream().allMatch(ProblemReport::loads);
  }

  /** What is wrong, by file. */
  public List<ProblemReport> reports() {
    List<ProblemReport> reports = new ArrayList<>();
    problems.forEach((file, found) -> reports.add(new ProblemReport(file, found)));
    return reports;
  }

  /** What a reader of the plan should know: warnings, and secrets for which there are stand-ins. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    reports().forEach(report -> report.text().lines().forEach(notes::add));
    if (!standIns.unset().isEmpty()) {
      notes.add(
          "not set here, so stand-ins take their place: " + String.join(", ", standIns.unset()));
    }
    return notes;
  }

  private void note(ProblemReport report) {
    note(Path.of(report.file()), report.problems());
  }

  /** What two policies say of one file is told once. */
  private void note(Path file, List<Problem> found) {
    List<Problem> noted = problems.computeIfAbsent(file.toString(), any -> new ArrayList<>());
    found.stream().filter(each -> !noted.contains(each)).forEach(noted::add);
  }

  private byte @Nullable [] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      String message = Files.exists(file) ? "it can't be read" : "there is no such file";
      note(file, List.of(new Problem(Severity.ERROR, "", 0, 0, message, null)));
      return null;
    }
  }

  private byte @Nullable [] standardInput() {
    try {
      return System.in.readAllBytes();
    } catch (IOException e) {
      note(
          Path.of("-"),
          List.of(new Problem(Severity.ERROR, "", 0, 0, "standard input can't be read", null)));
      return null;
    }
  }
}
