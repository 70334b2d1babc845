package dev.keyway.server.config;

import java.nio.file.Path;

/**
 * A policy's file.
 *
 * @param name what listeners and host gateways name the policy by
 * @param path where it is
 */
public record PolicyFile(String name, Path path) {

  /**
   * The policy of a file that was named without a name for it: the file's own name without its
   * ending, or its folder's where that is just {@code policy}.
   */
  public static PolicyFile of(Path path) {
    String stem = stem(path);
    Path folder = path.toAbsolutePath().normalize().getParent();
    Path folderName = folder == null ? null : folder.getFileName();
    return new PolicyFile(
        stem.equals("policy") && folderName != null ? folderName.toString() : stem, path);
  }

  static String stem(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
