package dev.keyway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text is by how it looks. */
class ContentTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"error": "closed"}             | application/json
          ` \n [1, {"a": [2]}] `          | application/json
          {}                              | application/json
          {"error": }                     | text/plain; charset=utf-8
          {} {}                           | text/plain; charset=utf-8
          [1, 2                           | text/plain; charset=utf-8
          {name} is not here              | text/plain; charset=utf-8
          "a"                             | text/plain; charset=utf-8
          12                              | text/plain; charset=utf-8
          <html><body>closed</body></html> | text/html; charset=utf-8
          `\n  <!DOCTYPE HTML>`           | text/html; charset=utf-8
          <h1>Closed</h1>                 | text/html; charset=utf-8
          <p class="x">Closed</p>         | text/html; charset=utf-8
          <!--closed-->                   | text/html; charset=utf-8
          <?xml version="1.0"?><a/>       | text/xml; charset=utf-8
          <address>                       | text/plain; charset=utf-8
          <html                           | text/plain; charset=utf-8
          Closed for today.               | text/plain; charset=utf-8
          ``                              | text/plain; charset=utf-8
          """)
  void aText_isWhatItLooksLike(String text, String type) {
    assertThat(ContentType.of(text, text)).isEqualTo(type);
  }

  @Test
  void whatARequestBrings_isNeverAPage() {
    assertThat(ContentType.of("<script>steal()</script>", "")).isEqualTo(ContentType.TEXT);
    assertThat(ContentType.of("<p>you are <b>me</b>", "<p>you are ")).isEqualTo(ContentType.HTML);
    assertThat(ContentType.of("{\"you\": \"me\"}", "{\"you\": \"")).isEqualTo(ContentType.JSON);
  }
}
