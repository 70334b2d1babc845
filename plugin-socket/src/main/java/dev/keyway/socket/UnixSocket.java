package dev.keyway.socket;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a host gateway on this machine finds its adapter. Whoever may connect is believed.
 *
 * @param path its file; a socket that is there is replaced
 * @param mode who may connect: writing is what counts
 * @param group the group it belongs to, or null: this user's
 */
public record UnixSocket(Path path, Set<PosixFilePermission> mode, @Nullable String group) {

  /** The most bytes of a path: the kernel holds 108, the closing zero among them (unix(7)). */
  public static final int MOST_BYTES = 107;

  public UnixSocket {
    mode = Set.copyOf(mode);
  }
}
