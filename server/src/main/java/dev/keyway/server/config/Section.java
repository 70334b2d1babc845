package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of the configuration are read with.
 *
 * @param root the file's own fields
 * @param folder what relative paths are relative to: the file's folder
 * @param problems where problems go
 */
record Section(Fields root, Path folder, Problems problems) {

  /** The fields of a part; none when it is absent or no object. */
  Fields part(String name) {
    Fields part = root.object(name);
    return part == null ? Fields.none(root.place(name), problems) : part;
  }

  /** The path a text means, or null, and a problem, when it means none. */
  @Nullable Path path(Node.@Nullable Scalar text) {
    if (text == null) {
      return null;
    }
    try {
      if (!text.text().isBlank()) {
        return folder.resolve(text.text());
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    problems.error(text.place(), "expected a file's path");
    return null;
  }

  /** The path of a file that must be there, or null and a problem. */
  @Nullable Path file(Node.@Nullable Scalar text) {
    Path path = path(text);
    if (text == null || path == null || (Files.isReadable(path) && !Files.isDirectory(path))) {
      return path;
    }
    problems.error(text.place(), fileFlaw(path));
    return null;
  }

  /** An address to listen on, or null and a problem. */
  @Nullable HostAndPort address(Node.@Nullable Scalar text) {
    if (text == null) {
      return null;
    }
    if (text.text().startsWith("unix:")) {
      later(text.place(), "a Unix socket as address is");
      return null;
    }
    HostAndPort address = HostAndPort.parse(text.text());
    if (address == null) {
      problems.error(text.place(), "expected HOST:PORT, such as 127.0.0.1:8700 or [::1]:8700");
    }
    return address;
  }

  /** Refuses what later versions will have; {@code what} ends with its verb. */
  void later(Place place, String what) {
    problems.error(place, what + " not in this version of Keyway yet; remove this");
  }

  static String fileFlaw(Path path) {
    if (!Files.exists(path)) {
      return "there is no file " + path;
    }
    return Files.isDirectory(path)
        ? path + " is a folder, expected a file"
        : path + " can't be read";
  }
}
