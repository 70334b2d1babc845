package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {

  private final Problems problems = new Problems();

  private Node read(String text) {
    Node node = DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), problems);
    assertThat(node).as("root, with problems %s", problems.inOrder()).isNotNull();
    return node;
  }

  private Problem refused(String text) {
    assertThat(DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), problems)).isNull();
    assertThat(problems.inOrder()).hasSize(1);
    return problems.inOrder().getFirst();
  }

  private static Node value(Node object, String name) {
    return ((Node.Mapping) object).member(name).value();
  }

  private static Node item(Node list, int index) {
    return ((Node.Sequence) list).items().get(index);
  }

  private static Node.Kind kind(Node node) {
    return ((Node.Scalar) node).kind();
  }

  @Test
  void everyValueKnowsItsPlace_inYaml() {
    Node root = read("a:\n  - b: 1\n  - c: two\n");

    assertThat(value(item(value(root, "a"), 1), "c").place()).isEqualTo(new Place("a[1].c", 3, 8));
  }

  @Test
  void everyValueKnowsItsPlace_inJsonWithTabs() {
    Node root = read("{\n\t\"a\":\t[\n\t\t{\"c\": \"two\"}]}");

    assertThat(value(item(value(root, "a"), 0), "c").place()).isEqualTo(new Place("a[0].c", 3, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "5, INTEGER",
    "-5, INTEGER",
    "500_000, INTEGER",
    "0x1F, INTEGER",
    "1.5, DECIMAL",
    "1e3, DECIMAL",
    "true, BOOLEAN",
    "yes, TEXT",
    "NO, TEXT",
    "on, TEXT",
    "~, NULL",
    "null, NULL",
    "2026-01-01, TEXT",
    "\"5\", TEXT",
    "!!str 5, TEXT",
    "12:30:45, TEXT",
    "'a,b', TEXT"
  })
  void scalarsHaveTheKindOfYamlsCoreSchema(String scalar, Node.Kind kind) {
    assertThat(kind(value(read("a: " + scalar), "a"))).isEqualTo(kind);
  }

  @Test
  void aliasIsReplacedByItsValue_atThePathOfItsUse() {
    Node root = read("x: &keys\n  - one\ny: *keys\n");

    assertThat(item(value(root, "y"), 0).place()).isEqualTo(new Place("y[0]", 2, 5));
  }

  @Test
  void mergeKeyAddsFields_andThoseWrittenOutWin() {
    Node merged = value(read("x: &x {q: 1, r: 2}\ny:\n  <<: *x\n  q: 3\n"), "y");

    assertThat(((Node.Scalar) value(merged, "q")).text()).isEqualTo("3");
    assertThat(((Node.Scalar) value(merged, "r")).text()).isEqualTo("2");
  }

  @Test
  void mergedListGivesTheFirstOfEqualNames() {
    Node merged = value(read("x: &x {q: 1}\nw: &w {q: 2, r: 2}\ny: {<<: [*x, *w]}\n"), "y");

    assertThat(((Node.Scalar) value(merged, "q")).text()).isEqualTo("1");
    assertThat(((Node.Scalar) value(merged, "r")).text()).isEqualTo("2");
  }

  @Test
  void mergeOfAnythingElseIsAnError() {
    read("a: {<<: 3}\nb: {<<: [x]}\n");

    assertThat(problems.inOrder())
        .extracting(Problem::path, Problem::line)
        .containsExactly(tuple("a", 1), tuple("b[0]", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1%b: 2%a: 3 | 3 | 1",
        "{\"a\": 1,%\"a\": 2} | 2 | 1",
        "b: &b {a: 1}%a: 1%<<: *b%a: 3 | 4 | 1"
      })
  void fieldGivenTwiceIsAnError_andTheFirstCounts(String text, int line, int column) {
    Node root = read(text.replace('%', '\n'));

    assertThat(problems.inOrder())
        .extracting(Problem::path, Problem::line, Problem::column)
        .containsExactly(tuple("a", line, column));
    assertThat(((Node.Scalar) value(root, "a")).text()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({"''", "'  %% '", "'# only a comment'", "'---'", "'~'"})
  void emptyDocumentIsNullWithoutProblem(String text) {
    byte[] bytes = text.replace("%%", "\n").getBytes(StandardCharsets.UTF_8);

    assertThat(DocumentReader.read(bytes, problems)).isNull();
    assertThat(problems.inOrder()).isEmpty();
  }

  @Test
  void byteOrderMarkIsNoText() {
    assertThat(value(read("\uFEFFa: 1"), "a").place()).isEqualTo(new Place("a", 1, 4));
  }

  @Test
  void textThatIsNotUtf8IsRefused_atThePlace() {
    byte[] latin1 = "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(DocumentReader.read(latin1, problems)).isNull();
    assertThat(problems.inOrder())
        .containsExactly(
            new Problem(
                Problem.Severity.ERROR,
                "",
                2,
                7,
                "this is not UTF-8 text; save the file as UTF-8",
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: b: c | 1 | 5 | a second \": \" in one line",
        "a:%\tb: 1 | 2 | 1 | a tab; YAML is indented with spaces only",
        "a: 'x | 1 | 6 | the file ends inside quotes",
        "a: *x | 1 | 4 | refers to an anchor (&name) that does not exist",
        "- a%b: 1 | 2 | 1 | does not line up",
        "a: 1%---%b: 2 | 2 | 1 | a second document begins here",
        "a: @x | 1 | 4 | put the text in quotes",
        "a: {v: ${secrets.get('a','b')}} | 1 | 9 | text with ${…} needs double quotes",
        "a: [1, 2 | 1 | 9 | expected a comma or the closing bracket",
        "{\"a\": 1%\"b\": 2} | 2 | 1 | expected a comma, a colon or a value",
        "{\"a\": [1, 2 | 1 | 12 | it ends too early",
        "{a: [1, 2} | 1 | 10 | expected a comma or the closing bracket",
        "{\"a\": 1} x | 1 | 10 | expected a comma"
      })
  void syntaxErrorSaysWhereAndWhy(String text, int line, int column, String why) {
    Problem problem = refused(text.replace('%', '\n'));

    assertThat(problem.message()).contains(why);
    assertThat(List.of(problem.line(), problem.column())).containsExactly(line, column);
  }

  @Test
  void syntaxErrorNeverQuotesTheDocument() {
    for (String text :
        List.of("a: sk-canary\n b: sk-canary", "{\"a\": sk-canary", "- sk-canary: : [")) {
      Problems found = new Problems();
      DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), found);
      assertThat(found.inOrder().toString()).doesNotContain("canary");
    }
  }

  @Test
  void unknownTagIsAnError() {
    read("a: !!binary aGk=");

    assertThat(problems.inOrder().getFirst().message()).contains("remove the tag");
  }

  @Test
  void treeShowsNoText() {
    assertThat(read("a: sk-canary").toString()).doesNotContain("canary");
  }
}
