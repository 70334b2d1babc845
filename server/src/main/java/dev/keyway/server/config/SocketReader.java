package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
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

  /** What becomes of a mode that lets in every user of the machine. */
  enum Strangers {
    /** The gateway's processes have a group. */
    REFUSED,
    /** The gateway's processes may be nobody's, and in no group that others are not in. */
    WARNED_OF
  }

  /**
   * A gateway's {@code socket}, {@code mode} and {@code group}; null, and a problem: no socket.
   *
   * @param such a path that would do
   */
  @Nullable UnixSocket socket(Fields gateway, String such, Strangers strangers) {
    Node.Scalar path = gateway.required("socket", "the path of a Unix socket, such as " + such);
    Access access = access(gateway, strangers);
    return path == null
        ? null
        : at(path, path.text(), "expected the path of a Unix socket", access);
  }

  /** {@code mode} and {@code group}. */
  Access access(Fields gateway, Strangers strangers) {
    return new Access(mode(gateway.scalar("mode"), strangers), gateway.text("group"));
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

  private Set<PosixFilePermission> mode(Node.@Nullable Scalar text, Strangers strangers) {
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
      lettingIn(text.place(), strangers);
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

  private void lettingIn(Place mode, Strangers strangers) {
    switch (strangers) {
      case REFUSED ->
          section
              .problems()
              .error(
                  mode,
                  "every user of this machine could ask for keys there; let the gateway's in by its group: mode: \"0660\" and group:");
      case WARNED_OF ->
          section
              .problems()
              .warning(
                  mode,
                  "every user of this machine can say there who calls, and have it signed; better give the gateway's"
                      + " workers a group of their own and let that in: mode: \"0660\" and group:");
    }
  }
}
