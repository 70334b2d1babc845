package dev.keyway.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** By what a file that was written or replaced is known to be another one. */
public record FileStamp(@Nullable FileTime time, long bytes, @Nullable Object identity) {

  /** The file as it is now; one that is not there has a stamp too. */
  public static FileStamp of(Path path) {
    try {
      BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileStamp(is.lastModifiedTime(), is.size(), is.fileKey());
    } catch (IOException e) {
      return new FileStamp(null, 0, null);
    }
  }
}
