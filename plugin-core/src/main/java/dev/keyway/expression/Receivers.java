package dev.keyway.expression;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** What people are told of a function that is called on the wrong thing. */
final class Receivers {

  private static final String BETWEEN = ".(";
  private static final String ANY_LIST = "list(any)";

  private Receivers() {}

  /**
   * A function that does not fit what it is applied to: its receiver where that is wrong, else its
   * arguments.
   *
   * @param found the types it is applied to, such as {@code list(Key).(string)}
   * @param expected the types it takes, as the library lists them, or null when it lists none
   */
  static String mismatch(String name, String found, @Nullable String expected) {
    if (expected == null) {
      return "'" + name + "' can't be applied to " + found;
    }
    List<String> candidates =
        Arrays.stream(expected.split(",(?! )", -1)).map(Problems::type).distinct().toList();
    List<String> sameReceiver =
        candidates.stream().filter(each -> fits(receiver(found), receiver(each))).toList();
    if (sameReceiver.isEmpty() && LateFunctions.members(name).findAny().isPresent()) {
      String fitting = candidates.stream().map(Receivers::receiver).distinct().collect(or());
      return "'%s' is for %s, not for %s".formatted(name, fitting, receiver(found));
    }
    String takes = (sameReceiver.isEmpty() ? candidates : sameReceiver).stream().collect(or());
    return "'%s' can't be applied to %s; it takes %s".formatted(name, found, takes);
  }

  /** A function that nothing here has what it needs for, or null when no such function exists. */
  static @Nullable String elsewhere(String name) {
    return LateFunctions.members(name)
        .findFirst()
        .map(member ->
            "'%s' is for %s; there are none here".formatted(name, member.manual().receivers()))
        .orElse(null);
  }

  private static boolean fits(String found, String expected) {
    return found.equals(expected) || (expected.equals(ANY_LIST) && found.startsWith("list("));
  }

  private static String receiver(String signature) {
    int end = signature.indexOf(BETWEEN);
    return end < 0 ? signature : signature.substring(0, end);
  }

  private static Collector<CharSequence, ?, String> or() {
    return joining(" or ");
  }
}
