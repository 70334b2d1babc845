package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code vaults}: name, type and what the type needs. */
final class VaultsReader {

  private static final List<String> TYPES = List.of("env", "file", "sealed");
  private static final List<String> LATER = List.of("vault", "aws", "google", "azure");

  private static final List<String> ALL_FIELDS =
      List.of("path", "passphrase_file", "passphrase_fd");

  private final Section section;

  private VaultsReader(Section section) {
    this.section = section;
  }

  /** The vaults by name; none: each lies in the environment. */
  static Map<String, VaultConfig> read(Section section) {
    VaultsReader reader = new VaultsReader(section);
    Map<String, VaultConfig> vaults = new LinkedHashMap<>();
    for (Node.Member member : section.root().members("vaults")) {
      VaultConfig vault = reader.vault(member);
      if (vault != null) {
        vaults.put(member.name(), vault);
      }
    }
    return vaults;
  }

  private @Nullable VaultConfig vault(Node.Member member) {
    Fields fields = Fields.of(member.value(), section.problems());
    if (fields == null) {
      return null;
    }
    Node.Scalar type =
        fields.required(
            "type",
            "env reads the environment, file the files of a folder, sealed an encrypted file");
    if (type != null && LATER.contains(type.text())) {
      section.later(type.place(), "the vault type " + type.text() + " is");
      return null;
    }
    String known = type == null ? null : fields.choice("type", TYPES, name -> name);
    VaultConfig vault = known == null ? null : of(known, fields);
    if (known == null) {
      ALL_FIELDS.forEach(fields::has);
    }
    fields.end();
    return vault;
  }

  private @Nullable VaultConfig of(String type, Fields fields) {
    return switch (type) {
      case "env" -> {
        fields.refuse("path", "an env vault has no path; type: file reads the files of a folder");
        yield new VaultConfig.Environment();
      }
      case "sealed" -> SealedVaultReader.read(section, fields);
      default -> folder(fields);
    };
  }

  private @Nullable VaultConfig folder(Fields fields) {
    Path path =
        section.path(fields.required("path", "the folder that holds a file for each secret"));
    return path == null ? null : new VaultConfig.Folder(path);
  }
}
