package dev.keyway.access;

import dev.keyway.document.Problem;
import java.util.List;

/** What came of reading the context's key files. */
public sealed interface ContextKeysReading {

  /** They can be used. */
  record Loaded(ContextKeys keys) implements ContextKeysReading {}

  /** They can't; a problem's path is the name of the file. */
  record Refused(List<Problem> problems) implements ContextKeysReading {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
