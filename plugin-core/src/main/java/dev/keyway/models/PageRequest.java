package dev.keyway.models;

import dev.keyway.route.Menu;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the list a client of Anthropic's API asks for ("List Models" in its reference).
 *
 * @param limit how many models at most, 1 to 1000
 * @param after the page begins after the model listed under this name; null: with the first
 * @param before the page ends before that one; null: {@code limit} says where
 */
record PageRequest(int limit, @Nullable String after, @Nullable String before) {

  private static final int DEFAULT = 20;
  private static final int MOST = 1000;

  /** What a query asks for; parameters of other names are ignored. */
  static PageRequest of(@Nullable String query) throws UnfitQueryException {
    String limit = value(query, "limit");
    String after = value(query, "after_id");
    String before = value(query, "before_id");
    if (after != null && before != null) {
      throw new UnfitQueryException("after_id and before_id exclude each other; send one of them");
    }
    return new PageRequest(limit == null ? DEFAULT : limit(limit), after, before);
  }

  /** That part of a list. */
  Page of(List<Menu.Entry> all) throws UnfitQueryException {
    if (before != null) {
      int end = index(all, before, "before_id");
      int start = Math.max(0, end - limit);
      return new Page(all.subList(start, end), start > 0);
    }
    int start = after == null ? 0 : index(all, after, "after_id") + 1;
    int end = Math.min(all.size(), start + limit);
    return new Page(all.subList(start, end), end < all.size());
  }

  private static int index(List<Menu.Entry> all, String name, String parameter)
      throws UnfitQueryException {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new UnfitQueryException(
        parameter + " is no id of this list, which may have changed; begin again without it");
  }

  private static int limit(String text) throws UnfitQueryException {
    if (text.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    throw new UnfitQueryException("limit must be a whole number from 1 to " + MOST);
  }

  /** The first value of this name; empty ones are as good as none. */
  private static @Nullable String value(@Nullable String query, String name)
      throws UnfitQueryException {
    String start = name + "=";
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.startsWith(start) && pair.length() > start.length()) {
        return decoded(pair.substring(start.length()), name);
      }
    }
    return null;
  }

  private static String decoded(String text, String name) throws UnfitQueryException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UnfitQueryException(name + " has a % that begins no escape; write it as %25");
    }
  }

  /**
   * A part of the list.
   *
   * @param more whether there is more of it in the direction in which the client reads
   */
  record Page(List<Menu.Entry> entries, boolean more) {}
}
