package dev.keyway.request;

import dev.keyway.http.ByteSlice;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes of top-level members of a request's body, applied as byte ranges of the original: what is
 * not named stays as it came.
 */
public final class BodyEdit {

  private final Map<String, byte[]> set = new LinkedHashMap<>();
  private final Set<String> removed = new LinkedHashSet<>();

  /**
   * Sets a member to a JSON value (its bytes), replacing one that is there in place, else adding
   * it.
   */
  public BodyEdit set(String name, byte[] json) {
    set.put(name, json);
    removed.remove(name);
    return this;
  }

  /** Removes a member, if it is there. */
  public BodyEdit remove(String name) {
    removed.add(name);
    set.remove(name);
    return this;
  }

  /** The body with the changes: slices of the original and of new values, in order. */
  public List<ByteSlice> apply(AiRequest request) {
    throw new UnsupportedOperationException("" + request + set + removed);
  }
}
