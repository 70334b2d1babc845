package dev.keyway;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What may be said in a log of a defect of this program: its texts may quote values. */
public final class Defect {

  private static final int SHOWN_FRAMES = 12;

  private Defect() {}

  /** The kind of a failure and where it struck, without its message. */
  public static String place(Throwable defect) {
    return defect.getClass().getName()
        + Arrays.stream(defect.getStackTrace())
            .limit(SHOWN_FRAMES)
            .map(frame -> "\n  at " + frame)
            .collect(Collectors.joining());
  }
}
