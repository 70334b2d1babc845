package dev.keyway.socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket: bound in a folder that is this user's alone, given its permissions,
 * and put in its place in one step when all behind it is ready. So nobody meets a socket that does
 * not answer, or connects before it is said who may; a file that an ended process left is no
 * obstacle, and a process that takes over from another one leaves no moment without.
 */
public final class SocketFile {

  /** The JDK takes one byte less than the kernel. */
  private static final int MOST_BYTES = UnixSocket.MOST_BYTES - 1;

  /** A socket is listened at before it can be given permissions: until then these keep it. */
  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final UnixSocket address;
  private final Path room;
  private final Path unready;
  private boolean hasRoom;
  private @Nullable Object identity;

  /**
   * @param address where it will be
   */
  public SocketFile(UnixSocket address) {
    this.address = address;
    Path path = address.path().toAbsolutePath();
    this.room = path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid());
    this.unready = room.resolve("s");
  }

  /** The name to bind, and to connect to until it is {@linkplain #publish() published}. */
  public Path unready() {
    return unready;
  }

  /** Whether a socket can have its path, and the longer one that is bound first. */
  public boolean fits() {
    return unready.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }

  /**
   * Makes room for it.
   *
   * @throws IOException when a socket can't be there; the message says what to do
   */
  public void prepare() throws IOException {
    Path folder = Objects.requireNonNullElse(room.getParent(), room);
    if (!Files.isDirectory(folder)) {
      throw new IOException("the folder %s is not there: make it".formatted(folder));
    }
    if (!fits()) {
      throw new IOException(
          "the path is too long for a Unix socket (%d bytes at most): choose a shorter one"
              .formatted(MOST_BYTES - (unready.toString().length() - path().toString().length())));
    }
    if (Files.exists(path(), LinkOption.NOFOLLOW_LINKS)
        && !Files.readAttributes(path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther()) {
      throw new IOException(
          path() + " is there and no socket: name another path, or move that file away");
    }
    removeRoom();
    Files.createDirectory(room, OWN);
    hasRoom = true;
  }

  /** Also what an ended process of the same number left: a folder, or a socket of that name. */
  private void removeRoom() throws IOException {
    if (Files.isDirectory(room, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(unready);
    }
    Files.deleteIfExists(room);
    hasRoom = false;
  }

  /**
   * Lets in who may come in, before anybody can find it.
   *
   * @throws IOException when it can't be given its permissions; the message says why
   */
  public void restrict() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(unready, PosixFileAttributeView.class);
    String group = address.group();
    if (group != null) {
      view.setGroup(group(group));
    }
    view.setPermissions(address.mode());
    identity = fileKey(unready);
  }

  private GroupPrincipal group(String name) throws IOException {
    try {
      return unready
          .getFileSystem()
          .getUserPrincipalLookupService()
          .lookupPrincipalByGroupName(name);
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("there is no group " + name + " on this machine", e);
    }
  }

  /** Puts the bound socket in its place. */
  public void publish() throws IOException {
    Files.move(
        unready, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    removeRoom();
  }

  /** Removes it, unless another process has put its own there. */
  public void remove() throws IOException {
    if (hasRoom) {
      removeRoom();
    }
    if (identity != null
        && Files.exists(path(), LinkOption.NOFOLLOW_LINKS)
        && identity.equals(fileKey(path()))) {
      Files.deleteIfExists(path());
    }
  }

  private Path path() {
    return address.path().toAbsolutePath();
  }

  private static @Nullable Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
