package dev.keyway.expression;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * When two values are the same. Numbers of all kinds stand on one line; absent equals only null.
 */
enum Equality {
  /** As fast as it goes. */
  PLAIN {
    @Override
    boolean others(Object left, Object right) {
      return left.equals(right);
    }

    @Override
    boolean holds(Map<?, ?> map, Object key) {
      return map.containsKey(key);
    }
  },

  /**
   * In a time that does not depend on where two texts differ, so that nobody finds a secret letter
   * by letter. How long they are still shows.
   */
  GUARDED {
    @Override
    boolean others(Object left, Object right) {
      return (left instanceof String text && right instanceof String other)
          ? MessageDigest.isEqual(bytes(text), bytes(other))
          : left.equals(right);
    }

    @Override
    boolean holds(Map<?, ?> map, Object key) {
      return contains(List.copyOf(map.keySet()), key);
    }

    // Not its UTF-8: that makes one of all unpaired surrogates.
    private byte[] bytes(String text) {
      ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
      bytes.asCharBuffer().put(text);
      return bytes.array();
    }
  };

  /** Whether two values that are neither absent, numbers, lists nor maps are the same. */
  abstract boolean others(Object left, Object right);

  /** Whether a map has a key. */
  abstract boolean holds(Map<?, ?> map, Object key);

  boolean equal(Object left, Object right) {
    if (Absent.isNull(left) || Absent.isNull(right)) {
      return Absent.isNull(left)
          && Absent.isNull(right)
          && (left != Absent.ABSENT || right != Absent.ABSENT);
    }
    return switch (left) {
      case Number x when right instanceof Number y -> Comparison.equal(x, y);
      case List<?> x when right instanceof List<?> y -> equalLists(x, y);
      case Map<?, ?> x when right instanceof Map<?, ?> y -> equalMaps(x, y);
      default -> others(left, right);
    };
  }

  /** Whether a list holds a value. */
  boolean contains(List<?> list, Object value) {
    return list.stream().anyMatch(each -> equal(value, each));
  }

  private boolean equalLists(List<?> left, List<?> right) {
    Iterator<?> others = right.iterator();
    return left.size() == right.size()
        && left.stream().allMatch(each -> equal(each, others.next()));
  }

  private boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
    return left.size() == right.size()
        && left.entrySet().stream()
            .allMatch(each ->
                right.containsKey(each.getKey())
                    && equal(each.getValue(), Comparison.find(right, each.getKey())));
  }
}
