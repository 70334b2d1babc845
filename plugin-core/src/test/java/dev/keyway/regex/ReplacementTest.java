package dev.keyway.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.regex.Replacement.Pass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One pattern, and what stands in place of its matches. */
class ReplacementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          secret            | ***        | a secret, a secret    | a ***, a ***
          secret            | ``         | a secret.             | a .
          (\\w+)@(\\w+)       | $2 at $1   | me@home you@work      | home at me work at you
          (a)(b)?           | [$1$2]     | a ab                  | [a] [ab]
          b                 | <$0>       | abc                   | a<b>c
          (?P<name>x+)      | {$name}    | axxb                  | a{xx}b
          (a)               | $$1        | a                     | $1
          a                 | $$$$       | a                     | $$
          a                 | 5 $ or $   | a                     | 5 $ or $
          a                 | $ref/$_x   | a                     | $ref/$_x
          (a)               | $1$1$      | a                     | aa$
          (a)               | $1b        | a                     | ab
          a*                | X          | baaac                 | XbXcX
          ^a                | b          | aaa                   | baa
          $                 | !          | end                   | end!
          (?i)PASSWORD      | p          | PassWord password     | p p
          a                 | aa         | aba                   | aabaa
          """)
  void everyMatchIsReplaced(String from, String to, String text, String result) throws Exception {
    assertThat(replaced(from.replace("\\\\", "\\"), to, text)).isEqualTo(result);
  }

  @Test
  void anEmptyMatch_neverSplitsACharacter() throws Exception {
    assertThat(replaced("", "-", "a😀b")).isEqualTo("-a-😀-b-");
  }

  @Test
  void matchesAreTold_asManyAsWereAskedFor() throws Exception {
    Replacement vowels = Replacement.compile("[aeiou]", "_");
    assertThat(vowels.replaceIn("education", 100, 3))
        .isEqualTo(new Pass.Done("_d_c_t__n", List.of("e", "u", "a")));
  }

  @Test
  void aTextWithoutMatch_isTheSameObject() throws Exception {
    String text = new String("nothing here");
    assertThat(Replacement.compile("xyz", "").replaceIn(text, 1, 1))
        .isInstanceOfSatisfying(Pass.Done.class, done -> assertThat(done.text()).isSameAs(text));
  }

  @Test
  void namesThatAreNoGroups_areAskedFor() throws Exception {
    Replacement replacement = Replacement.compile("(?P<a>x)", "$a $b $c");
    assertThat(replacement.replaceIn("x", name -> name.equals("b") ? "$1" : null, 100, 1))
        .isEqualTo(new Pass.Done("x $1 $c", List.of("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (a)     | $2          | $2 names no group: the pattern has 1; write $$ for a dollar sign
          a       | $1          | $1 names no group: the pattern has 0; write $$ for a dollar sign
          (a)     | $10         | $10 names no group: the pattern has 1; write $$ for a dollar sign
          (a)     | $99999999999 | $99999999999 names no group: the pattern has 1; write $$ for a dollar sign
          """)
  void aNumberThatNoGroupHas_isTold(String from, String to, String flaw) throws Exception {
    assertThat(Replacement.compile(from, to).flaw()).isEqualTo(flaw);
  }

  @Test
  void aNumberThatNoGroupHas_standsForItself() throws Exception {
    assertThat(replaced("(a)", "costs $2", "a")).isEqualTo("costs $2");
    assertThat(Replacement.compile("(a)(?P<n>b)", "$0 $1 $2 $n $$3 $x $").flaw()).isNull();
  }

  @Test
  void patterns_areBounded() {
    assertThatThrownBy(() -> Replacement.compile("((a{100}){100}){100}", ""))
        .isInstanceOf(MalformedPatternException.class)
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> Replacement.compile("sk-secret(", ""))
        .isInstanceOf(MalformedPatternException.class)
        .hasMessage("not a regular expression (RE2): missing closing )");
  }

  @Test
  void growth_isBounded() throws Exception {
    Replacement doubling = Replacement.compile("a", "aa");
    assertThat(doubling.replaceIn("aaaa", 8, 1)).isInstanceOf(Pass.Done.class);
    assertThat(doubling.replaceIn("aaaa", 7, 1)).isEqualTo(failed(Pass.Failed.Reason.TOO_LONG));
  }

  /** RE2 is linear for one match, not for all of them. */
  @Test
  void aQuadraticSearch_isGivenUp() throws Exception {
    Replacement each = Replacement.compile("a*b|a", "");
    assertThat(each.replaceIn("a".repeat(100_000), 1_000_000, 1))
        .isEqualTo(failed(Pass.Failed.Reason.TOO_COSTLY));
  }

  @Test
  void aLongTextOfManyMatches_isNotTooCostly() throws Exception {
    Replacement mail = Replacement.compile("[a-z0-9.]+@[a-z.]+\\.[a-z]{2,}", "(mail)");
    String text = "write to me@example.com or you@example.org, ".repeat(5_000);
    assertThat(mail.replaceIn(text, text.length(), 1)).isInstanceOf(Pass.Done.class);
  }

  private static Pass failed(Pass.Failed.Reason reason) {
    return new Pass.Failed(reason);
  }

  private static String replaced(String from, String to, String text) throws Exception {
    return ((Pass.Done) Replacement.compile(from, to).replaceIn(text, 1000, 1)).text();
  }
}
