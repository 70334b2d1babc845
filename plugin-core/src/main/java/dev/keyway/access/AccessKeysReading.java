package dev.keyway.access;

import dev.keyway.document.Problem;
import java.util.List;

/** What came of reading an access key file. */
public sealed interface AccessKeysReading {

  /** It can be used. */
  record Loaded(AccessKeys keys) implements AccessKeysReading {}

  /** It can't be used; the problems are all there are, in the order of their places. */
  record Refused(List<Problem> problems) implements AccessKeysReading {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
