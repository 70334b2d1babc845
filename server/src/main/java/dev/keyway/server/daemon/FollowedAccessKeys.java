package dev.keyway.server.daemon;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.access.AccessKeysReading;
import dev.keyway.document.FileStamp;
import dev.keyway.document.ProblemReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access keys of a file, handed over each time it changes. With problems in the file the keys
 * stay as they were; a file that is gone means no keys.
 */
final class FollowedAccessKeys {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedAccessKeys.class);

  private final Path path;
  private final Consumer<AccessKeys> changed;
  private final Function<AccessKeys, List<String>> doubts;
  private FileStamp seen;
  private List<String> problems = List.of();

  private FollowedAccessKeys(
      Path path, Consumer<AccessKeys> changed, Function<AccessKeys, List<String>> doubts) {
    this.path = path;
    this.changed = changed;
    this.doubts = doubts;
    this.seen = FileStamp.of(path);
  }

  /**
   * The keys of a file, none of which has been handed over yet: {@link #read} tells them.
   *
   * @param doubts what to log of keys that changed
   */
  static FollowedAccessKeys of(
      Path path, Consumer<AccessKeys> changed, Function<AccessKeys, List<String>> doubts) {
    return new FollowedAccessKeys(path, changed, doubts);
  }

  /**
   * Hands over the keys there are.
   *
   * @param doubts what to log of keys that changed
   * @throws StartException when the file is there and can't be used
   */
  static FollowedAccessKeys load(
      Path path, Consumer<AccessKeys> changed, Function<AccessKeys, List<String>> doubts)
      throws StartException {
    FollowedAccessKeys keys = new FollowedAccessKeys(path, changed, doubts);
    changed.accept(keys.read());
    return keys;
  }

  /**
   * Hands over what the file holds if it is another one; whether it did. One that could not be used
   * is read each time: what was wrong with it, such as its owner, need not show in the file.
   */
  synchronized boolean look() {
    FileStamp now = FileStamp.of(path);
    if (now.equals(seen) && problems.isEmpty()) {
      return false;
    }
    seen = now;
    try {
      AccessKeys keys = read();
      changed.accept(keys);
      problems = List.of();
      doubts.apply(keys).forEach(LOG::warn);
      return true;
    } catch (StartException e) {
      problems = String.valueOf(e.getMessage()).lines().toList();
      return false;
    }
  }

  /** Why the newest version of the file was not handed over, a line each; empty: it was. */
  synchronized List<String> problems() {
    return problems;
  }

  Path path() {
    return path;
  }

  /**
   * What the file holds.
   *
   * @throws StartException when it is there and can't be used
   */
  AccessKeys read() throws StartException {
    try {
      return switch (new AccessKeysFile(path).read()) {
        case AccessKeysReading.Loaded(AccessKeys keys) -> keys;
        case AccessKeysReading.Refused(var problems) ->
            throw StartException.badInput(List.of(new ProblemReport(path.toString(), problems)));
      };
    } catch (IOException e) {
      throw StartException.impossible("the access key file " + path + " can't be read");
    }
  }
}
