package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.socket.UnixSocket;
import java.nio.file.InvalidPathException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where the socket of a host gateway's adapter is, and who may connect to it. */
final class SocketReader {

  /** Octal digits as chmod takes them, the leading zero optional. */
  private static final String MODE = "0?[0-7]{3}";

  private static final int OTHERS_WRITE = 02;

  private static final String DEFAULT_MODE = "0660";

  private final Section section;

  SocketReader(Section section) {
    this.section = section;
  }

  /**
   * Who may connect.
   *
   * @param mode the file's permissions
   * @param group the group it belongs to, or null: this user's
   */
  record Access(Set<PosixFilePermission> mode, @Nullable String group) {}

  /** A gateway's {@code socket}, {@code mode} and {@code group}; null, and a problem: no socket. */
  @Nullable UnixSocket socket(Fields gateway) {
    Node.Scalar path =
        gateway.required("socket", "the path of a Unix socket, such as /run/keyway/kong.sock");
    Access access = access(gateway);
    gateway.end();
    return path == null
        ? null
        : at(path, path.text(), "expected the path of a Unix socket", access);
  }

  /** {@code mode} and {@code group}. */
  Access access(Fields gateway) {
    return new Access(mode(gateway.scalar("mode")), gateway.text("group"));
  }

  /**
   * A socket at this path.
   *
   * @param where what to point at when the path is none
   * @param otherwise what to say then
   */
  @Nullable UnixSocket at(Node.Scalar where, String path, String otherwise, Access access) {
    try {
      if (!path.isBlank()) {
        return new UnixSocket(section.folder().resolve(path), access.mode(), access.group());
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    section.problems().error(where.place(), otherwise);
    return null;
  }

  private Set<PosixFilePermission> mode(Node.@Nullable Scalar text) {
    String digits = text == null ? DEFAULT_MODE : text.text();
    if (!digits.matches(MODE)) {
      if (text != null) {
        section
            .problems()
            .error(text.place(), "expected a file's mode as chmod takes it, in quotes: \"0660\"");
      }
      return Set.of();
    }
    int bits = Integer.parseInt(digits, 8);
    if (text != null && (bits & OTHERS_WRITE) != 0) {
      section
          .problems()
          .error(
              text.place(),
              "every user of this machine could ask for keys there; let the gateway's in by its group: mode: \"0660\" and group:");
    }
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((bits & (1 << (all.length - 1 - i))) != 0) {
        mode.add(all[i]);
      }
    }
    return mode;
  }
}
