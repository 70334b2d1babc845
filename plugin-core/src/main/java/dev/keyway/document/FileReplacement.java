package dev.keyway.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Puts a whole new file in the place of an old one: whoever opens it sees all of the old or all of
 * the new, even after a power cut. A new file is its owner's only; an old one's owner, group and
 * permissions are kept, so that a daemon can still read what its operator wrote as root.
 */
public final class FileReplacement {

  private FileReplacement() {}

  /** Makes this the file's content; there need not be a file yet, but its folder. */
  public static void write(Path path, byte[] bytes) throws IOException {
    write(path, bytes, Disk.REAL);
  }

  /** The same on another disk. */
  public static void write(Path path, byte[] bytes, Disk disk) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = target.resolveSibling("");
    Path fresh = disk.create(folder, String.valueOf(target.getFileName()));
    try {
      writeThrough(fresh, bytes, disk);
      if (Files.exists(target)) {
        standIn(fresh, target);
      }
      disk.move(fresh, target);
    } finally {
      disk.delete(fresh);
    }
    rememberMove(folder, disk);
  }

  private static void writeThrough(Path file, byte[] bytes, Disk disk) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      disk.write(channel, ByteBuffer.wrap(bytes));
      disk.sync(channel);
    }
  }

  /** Fails, and so leaves the old file, when this user may not give the new one the same owner. */
  private static void standIn(Path fresh, Path old) throws IOException {
    PosixFileAttributeView view = posix(fresh);
    PosixFileAttributeView oldView = posix(old);
    if (view == null || oldView == null) {
      return;
    }
    PosixFileAttributes is = view.readAttributes();
    PosixFileAttributes was = oldView.readAttributes();
    if (!is.group().equals(was.group())) {
      view.setGroup(was.group());
    }
    if (!is.owner().equals(was.owner())) {
      view.setOwner(was.owner());
    }
    view.setPermissions(was.permissions());
  }

  /**
   * The move itself is in the folder, which has its own buffer; a system without POSIX can't open
   * folders.
   */
  private static void rememberMove(Path folder, Disk disk) throws IOException {
    if (posix(folder) != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        disk.sync(channel);
      }
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }
}
