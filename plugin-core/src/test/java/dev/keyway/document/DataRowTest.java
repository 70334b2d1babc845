package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A slip in a data file is told with its place; none is read as something else. */
class DataRowTest {

  private enum Form {
    SECONDS,
    SECONDS_OR_DATE
  }

  @Test
  void members_areReadByTheirNames() {
    DataRow row =
        row(Map.of("name", "a", "status", 429, "form", "seconds_or_date", "names", List.of("b")));

    assertThat(row.text("name")).isEqualTo("a");
    assertThat(row.numberOrNull("status")).isEqualTo(429);
    assertThat(row.word("form", Form.class)).isEqualTo(Form.SECONDS_OR_DATE);
    assertThat(row.texts("names")).containsExactly("b");
  }

  @Test
  void textThatYamlTakesForANumber_isTheText() {
    assertThat(row(Map.of("code", 1113)).text("code")).isEqualTo("1113");
  }

  @Test
  void whatIsLeftOut_isNull() {
    DataRow row = row(Map.of());

    assertThat(row.textOrNull("name")).isNull();
    assertThat(row.numberOrNull("status")).isNull();
    assertThat(row.wordOrNull("form", Form.class)).isNull();
  }

  @Test
  void whatMustBeThere_isNamedWhenItIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(Map.of()).text("name"))
        .withMessage("row 1 of x.yaml lacks name");
  }

  @Test
  void wrongKind_isToldWithWhatIsExpected() {
    DataRow row = row(Map.of("status", "many", "name", List.of(), "form", "years", "names", "a"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.numberOrNull("status"))
        .withMessage("row 1 of x.yaml: status is not a whole number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.text("name"))
        .withMessage("row 1 of x.yaml: name is not a text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.word("form", Form.class))
        .withMessage("row 1 of x.yaml: form is not one of [SECONDS, SECONDS_OR_DATE]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.texts("names"))
        .withMessage("row 1 of x.yaml: names is not a list");
  }

  @Test
  void memberThatNobodyAskedFor_isASlip() {
    DataRow row = row(Map.of("name", "a", "stauts", 429));
    row.text("name");

    assertThatIllegalArgumentException()
        .isThrownBy(row::refuseOthers)
        .withMessage("row 1 of x.yaml has the unknown member stauts; known are [name]");
  }

  @Test
  void rowWithoutNames_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(List.of("a")))
        .withMessageStartingWith("row 1 of x.yaml has no names");
  }

  @Test
  void fileThatIsMissing_isNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> DataFile.rows(DataRowTest.class, "no-such.yaml", row -> row))
        .withMessage("data file no-such.yaml is missing beside " + DataRowTest.class.getName());
  }

  private static DataRow row(Object members) {
    return new DataRow("row 1 of x.yaml", members);
  }
}
