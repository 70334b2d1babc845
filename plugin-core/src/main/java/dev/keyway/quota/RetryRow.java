package dev.keyway.quota;

import dev.keyway.document.DataFile;
import dev.keyway.document.DataRow;
import java.util.List;

/**
 * A row of a data file: where a provider may say when it wants to be called again.
 *
 * @param at the header's name, or the member's place in a body
 * @param form how the time is written there
 * @param asOf when the row was checked
 * @param source where it is documented
 */
record RetryRow(String at, TimeForm form, String asOf, String source) {

  /**
   * The rows of a file.
   *
   * @param column the file's word for where
   */
  static List<RetryRow> rows(String file, String column) {
    return DataFile.rows(RetryRow.class, file, row -> of(row, column));
  }

  private static RetryRow of(DataRow row, String column) {
    return new RetryRow(
        row.text(column), row.word("form", TimeForm.class), row.text("as_of"), row.text("source"));
  }
}
