package dev.keyway.server.command;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.HostActions;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.ConfigReader;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.daemon.PolicyLoader;
import dev.keyway.server.daemon.ProviderIds;
import dev.keyway.server.daemon.Vaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the problems of files; each file is looked at once. */
final class FileCheck {

  private final Function<String, @Nullable String> environment;
  private final Severity unsetSecret;
  private final HostActions hostActions;
  private final PolicyLoader loneFiles;
  private final Map<Path, ProblemReport> reports = new LinkedHashMap<>();

  FileCheck(
      Function<String, @Nullable String> environment,
      Severity unsetSecret,
      HostActions hostActions) {
    this.environment = environment;
    this.unsetSecret = unsetSecret;
    this.hostActions = hostActions;
    this.loneFiles = new PolicyLoader(SecretResolver.ofEnvironment(environment), hostActions);
  }

  List<ProblemReport> reports() {
    return List.copyOf(reports.values());
  }

  /** Every YAML file of a folder. */
  void folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    if (files.isEmpty()) {
      Problem none = new Problem(Severity.ERROR, "", 0, 0, "there is no *.yaml in it", null);
      reports.put(folder, new ProblemReport(folder.toString(), List.of(none)));
    }
    for (Path file : files) {
      file(file);
    }
  }

  /** A policy, or a configuration with the policies it names. */
  void file(Path file) throws IOException {
    byte[] text = Files.readAllBytes(file);
    if (ConfigReader.isConfig(text)) {
      config(
          file, ConfigReader.read(file, text, environment, Overrides.ofHostActions(hostActions)));
    } else {
      policy(PolicyFile.of(file), loneFiles);
    }
  }

  private void config(Path file, ConfigReading reading) {
    reports.put(file.normalize(), new ProblemReport(file.toString(), List.of()));
    List<Catalogue> catalogues = new ArrayList<>();
    PolicyLoader loader =
        new PolicyLoader(Vaults.open(reading.vaults(), environment), reading.hostActions());
    for (PolicyFile policy : reading.policies()) {
      if (policy(policy, loader) instanceof PolicyReading.Loaded loaded) {
        loaded.policy().catalogues().forEach(catalogues::add);
      }
    }
    List<Problem> problems = new ArrayList<>(reading.problems());
    if (reading instanceof ConfigReading.Loaded loaded) {
      problems.addAll(
          ProviderIds.of(loaded.config().providers(), loaded.config().providerTls(), catalogues)
              .problems());
    }
    reports.put(file.normalize(), new ProblemReport(file.toString(), problems));
  }

  private PolicyReading policy(PolicyFile file, PolicyLoader loader) {
    PolicyReading reading = loader.load(file, unsetSecret);
    List<Problem> problems =
        switch (reading) {
          case PolicyReading.Loaded loaded -> loaded.policy().warnings();
          case PolicyReading.Refused refused -> refused.problems();
        };
    reports.put(file.path().normalize(), new ProblemReport(file.path().toString(), problems));
    return reading;
  }
}
