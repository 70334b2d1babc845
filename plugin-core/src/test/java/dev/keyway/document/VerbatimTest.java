package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a character of a text stands in the file. */
class VerbatimTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a: hello ; 1 ; 3 ; 1 ; 6",
        "a: \"hello\" ; 1 ; 3 ; 1 ; 7",
        "a: 'hello' ; 1 ; 3 ; 1 ; 7",
        "a: 'it''s' ; 1 ; 3 ; 1 ; 4",
        "a: \"h\\tllo\" ; 1 ; 3 ; 1 ; 4",
        "a: |%   hello%   wo ; 2 ; 2 ; 3 ; 5",
        "a: |2%   hello%   wo ; 2 ; 2 ; 3 ; 4",
        "a: >%   hello%   wo ; 1 ; 2 ; 1 ; 4",
        "a: hel%  lo ; 1 ; 2 ; 1 ; 4",
        "{\"a\": \"hello\"} ; 1 ; 3 ; 1 ; 10",
        "{\"a\": \"h\\tllo\"} ; 1 ; 3 ; 1 ; 7",
        "a: hello ; 9 ; 3 ; 1 ; 4"
      })
  void placeOfACharacter_isExactOrThatOfTheValue(
      String text, int atLine, int atColumn, int line, int column) {
    byte[] bytes = text.replace('%', '\n').getBytes(StandardCharsets.UTF_8);
    Node.Mapping root = (Node.Mapping) DocumentReader.read(bytes, new Problems());
    Node.Scalar scalar = (Node.Scalar) root.member("a").value();

    Place place = scalar.at(atLine, atColumn);

    assertThat(List.of(place.line(), place.column())).containsExactly(line, column);
  }
}
