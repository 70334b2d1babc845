package dev.keyway.record;

import dev.keyway.policy.ApiKey;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of keys' ids, of which a list that comes again is copied. A record names the keys that a
 * strategy gave and those that were tried, most times the same list; and where a ranking is reused
 * so is the list. Hundreds of ids, one by one, took as long as all the rest of a record.
 */
final class KeyIds {

  /** Below it, looking whether the list is the same costs what it spares. */
  private static final int FEWEST = 8;

  private static final WeakReference<List<ApiKey>> NONE = new WeakReference<>(null);

  /** Weak: a policy that was replaced must not stay. */
  private WeakReference<List<ApiKey>> last = NONE;

  private byte[] lastIds = new byte[0];

  /** Writes the array. */
  void write(List<ApiKey> keys, JsonBytes to) {
    if (isLast(keys)) {
      to.raw(lastIds, 0);
      return;
    }
    int from = to.length();
    char before = '[';
    for (ApiKey key : keys) {
      to.mark(before);
      to.text(key.id());
      before = ',';
    }
    to.ascii(keys.isEmpty() ? "[]" : "]");
    if (keys.size() >= FEWEST) {
      last = new WeakReference<>(keys);
      lastIds = to.copy(from);
    }
  }

  /** The very list, which never changes: comparing what is in it would cost what it spares. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isLast(List<ApiKey> keys) {
    @Nullable List<ApiKey> present = last.get();
    return present == keys;
  }
}
