package dev.keyway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that could make much of little, or search long, stop in time. */
class FunctionCostTest {

  /** Far more than any takes here, far less than what is not bounded would. */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Each of 400 000 letters: what doubling a text in an expression may come to. */
  private static final int LONG = 400_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lists.range(100000000000)                                                    | cost_exceeded
          lists.range(1000).map(i, lists.range(1000)).flatten()                        | cost_exceeded
          lists.range(300).exists(i, lists.range(300).map(j, [i, j]).distinct() == []) | cost_exceeded
          lists.range(300).exists(i, lists.range(300).sort() == [])                    | cost_exceeded
          lists.range(300).exists(i, vars.much.sha512() == '')                         | cost_exceeded
          lists.range(300).exists(i, vars.much.split('') == [])                        | cost_exceeded
          lists.range(300).exists(i, json.decode('[' + vars.much + ']') == [])         | cost_exceeded
          lists.range(300).exists(i, vars.much.isJson())                               | cost_exceeded
          lists.range(300).exists(i, vars.much.decodeQueryString().size() == 9)        | cost_exceeded
          lists.range(9000).exists(i, inCidrRanges('::1', ['::2/128', '::3/128', '::4/128'])) | cost_exceeded
          [vars.much, vars.much].encodeJson()                                          | invalid_argument
          {'a': [vars.much, vars.much]}.encodeQueryString()                            | invalid_argument
          '%s%s'.format([vars.much, [vars.much]])                                      | invalid_argument
          '%x'.format([vars.much + vars.much])                                         | invalid_argument
          '%.99f'.format([1e300]).size()                                               | 401
          """)
  void whatMakesMuch_isBounded(String source, String code) {
    Map<String, Object> variables = new HashMap<>(Facts.variables());
    variables.put("vars", Map.of("much", "1,".repeat(20_000)));
    assertThat(soon(source, variables)).isEqualTo(code);
  }

  /** Values that hold one value twice, again and again. */
  @ParameterizedTest
  @ValueSource(strings = {"[x, x]", "{'a': x, 'b': x}", "{1: [x], 2: [x]}"})
  void sharedValues_areBounded(String doubled) {
    String source = "[1]" + ".map(x, %s)".formatted(doubled).repeat(30) + ".size()";
    assertThat(soon(source, Facts.variables())).isEqualTo("cost_exceeded");
  }

  /**
   * Each would take the product of two lengths, some 10¹¹ steps, if it searched as the JDK does.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vars.text.contains(vars.part)      | false
          vars.text.indexOf(vars.part)       | -1
          vars.text.indexOf(vars.part, 3)    | -1
          vars.text.lastIndexOf(vars.part)   | -1
          vars.text.lastIndexOf(vars.half)   | 200000
          vars.text.indexOf(vars.half, 5)    | 5
          vars.text.split(vars.part).size()  | 1
          vars.text.split(vars.half).size()  | 3
          """)
  void searchesTakeNoLonger_thanTheTextsAre(String source, String value) {
    String half = "a".repeat(LONG / 2);
    Map<String, Object> variables = new HashMap<>(Facts.variables());
    variables.put("vars", Map.of("text", half + half, "part", half + "b", "half", half));
    assertThat(soon(source, variables)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"abcabcabd, abcabd, 3, 3", "aaaa, aa, 0, 2", "abc, abcd, -1, -1", "xyzxyz, z, 2, 5"})
  void searchesFindWhatTheJdkFinds(String text, String part, int first, int last) {
    String far = "-".repeat(300_000);
    assertThat(Search.indexOf(text + far, part, 0)).isEqualTo(first);
    assertThat(Search.lastIndexOf(text + far, part, text.length() + far.length())).isEqualTo(last);
    assertThat(Search.lastIndexOf(text + far + text, part, text.length())).isEqualTo(last);
    assertThat(Search.contains(far + text, part)).isEqualTo(first >= 0);
  }

  private static String soon(String source, Map<String, Object> variables) {
    Evaluation evaluation =
        Assertions.assertTimeoutPreemptively(
            SOON, () -> Facts.compiled(source).evaluate(variables, new Random(1)));
    return switch (evaluation) {
      case Evaluation.Value value -> Facts.text(value.value());
      case Evaluation.Failure failure -> failure.code();
    };
  }
}
