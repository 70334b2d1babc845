package dev.keyway.regex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate is never below what a regular expression becomes; groups count one each. */
class RegexSizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                            | 0
          abc                           | 3
          a{3}                          | 3
          a{3,5}b                       | 6
          a{3,}                         | 3
          a{,3}                         | 3
          a{x}                          | 1
          a{                            | 1
          [a-z]{4}                      | 4
          []a]{4}                       | 4
          [^]a]{4}                      | 4
          [[:alpha:])]{4}               | 4
          [\\])]{4}                     | 4
          \\({4}                        | 4
          \\Q(((\\E                     | 6
          (ab){3}                       | 9
          ((a{10}){10}){10}             | 1110
          (x([[:alpha:])]a{10}){10}){10} | 1220
          (a{10}                        | 11
          a){10}                        | 10
          [a                            | 1
          a\\                           | 2
          (a{999999999}){999999999}     | 999999999
          """)
  void countedRepetitionsAreWrittenOut(String pattern, long size) {
    assertThat(RegexSize.of(pattern.replace("\\\\", "\\"))).isGreaterThanOrEqualTo(size);
  }
}
