package dev.keyway.testkit.openresty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The order in which a worker walks through its tables: another one in each process. */
public final class Chance {

  private final Random random;

  public Chance(long seed) {
    random = new Random(seed);
  }

  public <T> List<T> order(Collection<T> things) {
    List<T> ordered = new ArrayList<>(things);
    Collections.shuffle(ordered, random);
    return ordered;
  }
}
