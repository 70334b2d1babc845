package dev.keyway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EqualityTest {

  private static final List<Object> VALUES =
      new ArrayList<>(
          Arrays.asList(
              "",
              "a",
              "ab",
              "b",
              "é",
              "\uD800",
              "?",
              1L,
              1.0,
              2L,
              true,
              Absent.ABSENT,
              List.of("a"),
              List.of("b"),
              List.of("a", "b"),
              Map.of("a", "b"),
              Map.of("a", "c")));

  @Test
  void bothKindsGiveTheSame() {
    for (Object left : VALUES) {
      for (Object right : VALUES) {
        assertThat(Equality.GUARDED.equal(left, right))
            .as(left + " == " + right)
            .isEqualTo(Equality.PLAIN.equal(left, right));
      }
      assertThat(Equality.GUARDED.holds(Map.of("a", 1L), left))
          .isEqualTo(Equality.PLAIN.holds(Map.of("a", 1L), left));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'a/b' == secrets.get('a', 'b')               | true
          'a/c' == secrets.get('a', 'b')               | false
          'a/c' != secrets.get('a', 'b')               | true
          'a/b' in [secrets.get('a', 'b')]             | true
          secrets.get('a', 'b') in ['x', 'a/b']        | true
          secrets.get('a', 'b') in ['x']               | false
          secrets.get('a', 'b') in {'a/b': 1}          | true
          ['a/b'] == [secrets.get('a', 'b')]           | true
          'x' == secrets.get('none')                   | false
          secrets.get('none') in ['x']                 | false
          secrets.get('none') == null                  | true
          1 == 1.0 && secrets.get('none') == null      | true
          """)
  void secretsAreComparedAsUsual(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }
}
