package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {

  private final Problems problems = new Problems();

  private Fields fields(String yaml) {
    Node root = DocumentReader.read(yaml.getBytes(StandardCharsets.UTF_8), problems);
    return Fields.of(root, problems);
  }

  private String message(String yaml, Consumer<Fields> reading) {
    reading.accept(fields(yaml));
    assertThat(problems.inOrder()).hasSize(1);
    return problems.inOrder().getFirst().message();
  }

  @Test
  void typesAreRead() {
    Fields fields =
        fields("t: x\nf: on\nw: 7\nd: 1m30s\ns: 32MiB\nu: https://a/b\nc: SECONDS\nl: [a, b]\n");

    assertThat(fields.text("t")).isEqualTo("x");
    assertThat(fields.flag("f", false)).isTrue();
    assertThat(fields.whole("w", 1, 9)).isEqualTo(7);
    assertThat(fields.duration("d")).isEqualTo(Duration.ofSeconds(90));
    assertThat(fields.size("s")).isEqualTo(32L << 20);
    assertThat(fields.uri("u")).hasHost("a");
    assertThat(fields.choice("c", List.of(TimeUnit.values()), Enum::name))
        .isEqualTo(TimeUnit.SECONDS);
    assertThat(fields.texts("l")).extracting(Node.Scalar::text).containsExactly("a", "b");
    fields.end();
    assertThat(problems.inOrder()).isEmpty();
  }

  @Test
  void freeObjectKeepsItsShape_lessWhatIsNull() {
    Fields fields = fields("m: {a: 1, b: [x, 2.5, ~], c: {d: yes, e: true}, f: ~}");

    assertThat(fields.free("m"))
        .isEqualTo(Map.of("a", 1L, "b", List.of("x", 2.5), "c", Map.of("d", "yes", "e", true)));
  }

  @Test
  void headerValuesAreTakenAsWritten() {
    assertThat(fields("h: {a: 007, b: yes, c: '1'}").textMembers("h"))
        .extracting(member -> member.value().text())
        .containsExactly("007", "yes", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 5 | expected text (put it in quotes), found the number 5",
        "a: true | expected text (put it in quotes), found true",
        "a: [] | expected text, found a list",
        "a: {} | expected text, found an object"
      })
  void wrongText(String yaml, String message) {
    assertThat(message(yaml, f -> f.text("a"))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 30 | found the number 30",
        "a: 30 seconds | found other text",
        "a: -5s | found other text",
        "a: 5s3 | found other text",
        "a: '' | found an empty text"
      })
  void wrongDuration(String yaml, String found) {
    assertThat(message(yaml, f -> f.duration("a")))
        .isEqualTo("expected a duration with its unit, such as 500ms, 30s, 2m or 1m30s, " + found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 10 | the number 10",
        "a: 0 | the number 0",
        "a: 1.5 | the number 1.5",
        "a: '5' | other text",
        "a: 99999999999999999999 | the number 99999999999999999999"
      })
  void wrongWholeNumber(String yaml, String found) {
    assertThat(message(yaml, f -> f.whole("a", 1, 9)))
        .isEqualTo("expected a whole number from 1 to 9, found " + found);
  }

  @Test
  void wrongChoiceNamesAllAndTheNearest() {
    fields("a: HOUR").choice("a", List.of(TimeUnit.HOURS, TimeUnit.DAYS), Enum::name);

    assertThat(problems.inOrder().getFirst())
        .isEqualTo(
            new Problem(
                Problem.Severity.ERROR,
                "a",
                1,
                4,
                "expected one of HOURS, DAYS, found other text",
                "HOURS"));
  }

  @Test
  void wrongUrlIsNotRepeated() {
    String message = message("a: 'https://user:canary@ x'", f -> f.uri("a"));

    assertThat(message).startsWith("not a valid URL at its character 21").doesNotContain("canary");
    assertThat(problems.inOrder().getFirst().column()).isEqualTo(25);
  }

  @Test
  void missingAndBlankRequiredTexts() {
    Fields fields = fields("b: ' '\nc: ~\n");

    fields.required("a", "all need one");
    fields.required("b", "all need one");
    fields.required("c", "all need one");

    assertThat(problems.inOrder())
        .extracting(Problem::path, Problem::line, Problem::message)
        .containsExactly(
            tuple("a", 1, "missing; all need one"),
            tuple("b", 1, "empty; all need one"),
            tuple("c", 2, "missing; all need one"));
  }

  @Test
  void unknownFieldNamesTheNearestKnown() {
    Fields fields = fields("apiKeys: 1\nzzz: 2\n");
    fields.text("api_keys");
    fields.text("id");

    fields.end();

    assertThat(problems.inOrder())
        .containsExactly(
            new Problem(Problem.Severity.ERROR, "apiKeys", 1, 1, "unknown field", "api_keys"),
            new Problem(
                Problem.Severity.ERROR,
                "zzz",
                2,
                1,
                "unknown field; known here: api_keys, id",
                null));
  }

  @Test
  void listsAndObjectsOfAnotherShape() {
    Fields fields = fields("a: x\nb: [1, {}]\nc: [x]\n");

    assertThat(fields.texts("a")).isEmpty();
    assertThat(fields.objects("b")).hasSize(1);
    assertThat(fields.object("c")).isNull();

    assertThat(problems.inOrder())
        .extracting(Problem::path, Problem::message)
        .containsExactly(
            tuple("a", "expected a list, found text"),
            tuple("b[0]", "expected an object (name: value), found the number 1"),
            tuple("c", "expected an object (name: value), found a list"));
  }

  @Test
  void oddNamesAreShownSafely() {
    Fields fields = fields("\"a b\\e[31m\": 1");
    fields.end();

    assertThat(problems.inOrder().getFirst().path()).isEqualTo("[\"a b\\u001b[31m\"]");
  }
}
