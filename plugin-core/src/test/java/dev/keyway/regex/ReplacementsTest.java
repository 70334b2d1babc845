package dev.keyway.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.regex.Replacement.Pass.Failed.Reason;
import dev.keyway.regex.Replacements.Edit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replacements in their order. */
class ReplacementsTest {

  @Test
  void eachIsOverWhatTheOneBeforeMade() throws Exception {
    assertThat(replacements("cat", "dog", "dog", "bird").apply("a cat", 100))
        .isEqualTo(
            new Edit.Done("a bird", List.of(new Edit.Match(0, "cat"), new Edit.Match(1, "dog"))));
  }

  @Test
  void onlyThoseThatMatched_areTold_eachWithItsFirstMatch() throws Exception {
    assertThat(replacements("x", "y", "[0-9]+", "#").apply("12 and 34", 100))
        .isEqualTo(new Edit.Done("# and #", List.of(new Edit.Match(1, "12"))));
  }

  @Test
  void whatOneAddsAndTheNextTakesAway_countsOnItsWay() throws Exception {
    Replacements replacements = replacements("a", "aaaa", "a+", "");
    assertThat(replacements.apply("aaaa", 15)).isEqualTo(new Edit.Failed(0, Reason.TOO_LONG));
    assertThat(replacements.apply("aaaa", 16)).isInstanceOf(Edit.Done.class);
  }

  @Test
  void whichOneFailed_isTold() throws Exception {
    assertThat(replacements("x", "y", "a*b|a", "").apply("a".repeat(100_000), 1_000_000))
        .isEqualTo(new Edit.Failed(1, Reason.TOO_COSTLY));
  }

  @Test
  void aTextWithoutMatch_isTheSameObject() throws Exception {
    String text = new String("nothing here");
    assertThat(replacements("xyz", "").apply(text, 1))
        .isInstanceOfSatisfying(
            Edit.Done.class,
            done -> {
              assertThat(done.text()).isSameAs(text);
              assertThat(done.matches()).isEmpty();
            });
  }

  static Replacements replacements(String... fromAndTo) throws MalformedPatternException {
    List<Replacement> inOrder = new ArrayList<>();
    for (int i = 0; i < fromAndTo.length; i += 2) {
      inOrder.add(Replacement.compile(fromAndTo[i], fromAndTo[i + 1]));
    }
    return new Replacements(inOrder);
  }
}
