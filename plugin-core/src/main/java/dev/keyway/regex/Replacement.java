package dev.keyway.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A pattern and what stands in place of each of its matches. Matches are found as RE2 finds them:
 * from left to right, none overlapping, an empty one not right behind another. Immutable.
 */
public final class Replacement {

  private final Pattern pattern;
  private final Substitute to;

  private Replacement(Pattern pattern, Substitute to) {
    this.pattern = pattern;
    this.to = to;
  }

  /**
   * Compiles it.
   *
   * @param from an RE2 pattern
   * @param to what stands in a match's place: {@code $1} is the first group's text, {@code $0} the
   *     whole match, {@code $name} the text of the group {@code (?P<name>…)}, {@code $$} a dollar
   *     sign; any other dollar sign stands for itself. All digits that follow a dollar sign belong
   *     to the number. Empty deletes the match
   * @throws MalformedPatternException when the pattern is malformed or too large
   */
  public static Replacement compile(String from, String to) throws MalformedPatternException {
    Pattern pattern = Re2.compile(from);
    return new Replacement(pattern, Substitute.of(to, pattern.groupCount(), pattern.namedGroups()));
  }

  /**
   * What is wrong with {@code to} although it can be used, or null: a number that no group has. It
   * stands for itself.
   */
  public @Nullable String flaw() {
    String missing = to.missing();
    return missing == null
        ? null
        : "$%s names no group: the pattern has %d; write $$ for a dollar sign"
            .formatted(missing, pattern.groupCount());
  }

  /** One pass over a text. */
  public Pass replaceIn(String text, int mostChars, int mostMatches) {
    return replaceIn(text, Substitute.NO_NAMES, mostChars, mostMatches);
  }

  /**
   * One pass over a text.
   *
   * @param names the values of names in {@code to} that are no group's; null for one that stands
   *     for itself
   * @param mostChars the result's length at most
   * @param mostMatches how many matches are told at most; all are replaced
   */
  public Pass replaceIn(
      String text, UnaryOperator<@Nullable String> names, int mostChars, int mostMatches) {
    try {
      return pass(text, names, new Output(mostChars), mostMatches);
    } catch (Output.TooLong tooLong) {
      return new Pass.Failed(Pass.Failed.Reason.TOO_LONG);
    } catch (MeteredText.TooCostly tooCostly) {
      return new Pass.Failed(Pass.Failed.Reason.TOO_COSTLY);
    }
  }

  private Pass pass(
      String text, UnaryOperator<@Nullable String> names, Output output, int mostMatches) {
    Matcher matcher = pattern.matcher(new MeteredText(text, pattern.programSize()));
    List<String> matches = new ArrayList<>();
    int copied = 0;
    boolean found = false;
    while (matcher.find()) {
      if (stands(matcher, text, found ? copied : -1)) {
        found = true;
        if (matches.size() < mostMatches) {
          matches.add(text.substring(matcher.start(), matcher.end()));
        }
        output.append(text, copied, matcher.start());
        to.expand(matcher, text, names, output);
        copied = matcher.end();
      }
    }
    return found
        ? new Pass.Done(output.append(text, copied, text.length()).toString(), matches)
        : new Pass.Done(text, List.of());
  }

  /** Not an empty one right behind another, nor one between the halves of a character. */
  private static boolean stands(Matcher match, String text, int lastEnd) {
    int start = match.start();
    if (match.end() > start) {
      return true;
    }
    boolean splits =
        start > 0
            && start < text.length()
            && Character.isSurrogatePair(text.charAt(start - 1), text.charAt(start));
    return start != lastEnd && !splits;
  }

  /** What came of one pass over a text. */
  public sealed interface Pass {

    /**
     * Every match was replaced.
     *
     * @param text the same object that was given, when nothing matched
     * @param matches what matched, in order; as many as were asked for at most
     */
    record Done(String text, List<String> matches) implements Pass {
      public Done {
        matches = List.copyOf(matches);
      }
    }

    /** It was given up. */
    record Failed(Reason reason) implements Pass {

      /** Why. */
      public enum Reason {
        /** The result would have been longer than allowed. */
        TOO_LONG,
        /** The search would have taken too long. */
        TOO_COSTLY
      }
    }
  }
}
