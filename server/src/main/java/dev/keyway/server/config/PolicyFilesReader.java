package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code policies}: name and file, where a folder stands for the YAML files in it. */
final class PolicyFilesReader {

  private final Section section;
  private final Map<String, PolicyFile> byName = new LinkedHashMap<>();
  private final List<Path> folders = new ArrayList<>();

  private PolicyFilesReader(Section section) {
    this.section = section;
  }

  /**
   * Reads them.
   *
   * @param more one more, over one of its name in the file
   */
  static PolicyFilesReader read(Section section, @Nullable PolicyFile more) {
    PolicyFilesReader reader = new PolicyFilesReader(section);
    reader.read();
    if (more != null) {
      reader.byName.put(more.name(), more);
    }
    return reader;
  }

  /** The policies by name, in their order. */
  Map<String, PolicyFile> byName() {
    return byName;
  }

  /** The folders whose files are policies. */
  List<Path> folders() {
    return folders;
  }

  private void read() {
    if (section.root().node("policies") instanceof Node.Scalar folder) {
      addAll(folder.place(), section.path(folder));
      return;
    }
    for (Fields.TextMember member : section.root().textMembers("policies")) {
      Path path = section.path(member.value());
      if (path != null && Files.isDirectory(path)) {
        addAll(member.value().place(), path);
      } else if (section.file(member.value()) != null && path != null) {
        add(member.namePlace(), new PolicyFile(member.name(), path));
      }
    }
  }

  private void addAll(Place place, @Nullable Path folder) {
    if (folder == null) {
      return;
    }
    folders.add(folder);
    try {
      List<Path> files = yamlFiles(folder);
      if (files.isEmpty()) {
        section.problems().error(place, "there is no *.yaml in " + folder);
      }
      files.forEach(file -> add(place, new PolicyFile(PolicyFile.stem(file), file)));
    } catch (IOException e) {
      section.problems().error(place, folder + " is no folder that can be read");
    }
  }

  private void add(Place place, PolicyFile policy) {
    PolicyFile before = byName.putIfAbsent(policy.name(), policy);
    if (before != null) {
      section
          .problems()
          .error(
              place,
              "two policies are named %s: %s and %s; rename one"
                  .formatted(policy.name(), before.path(), policy.path()));
    }
  }

  /** The YAML files of a folder, by name. */
  static List<Path> yamlFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }
}
