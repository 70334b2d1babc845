package dev.keyway.request;

import static dev.keyway.request.Forms.field;
import static dev.keyway.request.Forms.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormSpliceTest {

  private static final String MODEL = field("model", "m");
  private static final String FILE = file("file", "\u0000\n--\n");

  @Test
  void no_edit_is_the_body_itself() {
    AiRequest request = Forms.read(MODEL, FILE);

    assertThat(new BodyEdit().apply(request)).containsExactly(ByteSlice.of(request.body()));
  }

  @Test
  void value_is_set_where_it_stands() {
    assertThat(applied(new BodyEdit().setText("model", "n\u00e9"), FILE, MODEL, field("n", "1")))
        .isEqualTo(told(FILE, field("model", "n\u00e9"), field("n", "1")));
  }

  @Test
  void value_that_is_set_anew_loses_what_its_head_said_of_the_old_one() {
    String old =
        "--b\nContent-Disposition: form-data; name=\"model\"\nContent-Length: 1\nContent-Type: text/plain\n\nm\n";

    assertThat(applied(new BodyEdit().setText("model", "longer"), old, FILE))
        .isEqualTo(told(field("model", "longer"), FILE));
  }

  @Test
  void value_that_is_new_stands_before_all_others() {
    assertThat(applied(new BodyEdit().setText("model", "n"), FILE))
        .isEqualTo(told(field("model", "n"), FILE));
    assertThat(applied(new BodyEdit().setText("model", "n"))).isEqualTo(told(field("model", "n")));
  }

  @Test
  void value_that_is_new_stands_after_the_end_of_a_first_line() {
    AiRequest request =
        ((RequestReading.Read) Forms.reading(Forms.bytes("\n" + FILE + "--b--\n"))).request();

    assertThat(text(new BodyEdit().setText("model", "n").apply(request)))
        .isEqualTo(crlf("\n" + field("model", "n") + FILE + "--b--\n"));
  }

  @Test
  void parts_are_removed_whole_and_as_often_as_they_stand() {
    assertThat(
            applied(
                new BodyEdit().remove("models").remove("absent"),
                field("models", "a"),
                MODEL,
                field("models", "b"),
                FILE,
                field("models", "c")))
        .isEqualTo(told(MODEL, FILE));
    assertThat(applied(new BodyEdit().remove("file"), MODEL, FILE)).isEqualTo(told(MODEL));
  }

  @Test
  void list_goes_by_its_name_without_brackets() {
    assertThat(applied(new BodyEdit().remove("tags"), MODEL, field("tags[]", "a"), FILE))
        .isEqualTo(told(MODEL, FILE));
    assertThat(applied(new BodyEdit().setText("tags", "x"), MODEL, field("tags[]", "a")))
        .isEqualTo(told(field("tags", "x"), MODEL));
  }

  @Test
  void value_that_stands_more_than_once_is_set_once() {
    assertThat(applied(new BodyEdit().setText("n", "2"), field("n", "0"), MODEL, field("n", "1")))
        .isEqualTo(told(field("n", "2"), MODEL));
  }

  @Test
  void texts_are_themselves_and_anything_else_is_json() {
    assertThat(
            applied(
                new BodyEdit()
                    .set("a", json("\"x\\\"y\\n\""))
                    .set("b", json("1.5"))
                    .set("c", json("true"))
                    .set("d", json("{\"k\":[1]}")),
                MODEL))
        .isEqualTo(
            crlf(field("a", "x\"y~")).replace('~', '\n')
                + crlf(field("b", "1.5") + field("c", "true") + field("d", "{\"k\":[1]}"))
                + told(MODEL));
  }

  @Test
  void name_is_written_so_that_it_ends_nothing() {
    assertThat(applied(new BodyEdit().setText("a\"\r\nx: y", "1"), MODEL))
        .contains("name=\"a%22%0D%0Ax: y\"");
  }

  @Test
  void value_that_would_divide_the_form_is_told() {
    AiRequest request = Forms.read(MODEL);

    assertThat(new BodyEdit().setText("user", "x\r\n--b\r\n").unfit(request)).isEqualTo("user");
    assertThat(new BodyEdit().setText("user", "--b--").unfit(request)).isEqualTo("user");
    assertThat(new BodyEdit().setText("user", "x\r--b").unfit(request)).isEqualTo("user");
    assertThat(new BodyEdit().setText("user", "x --b a b").unfit(request)).isEqualTo("user");
    assertThat(new BodyEdit().setText("user", "x -b a b").unfit(request)).isNull();
  }

  @Test
  void bytes_of_files_are_shared_not_copied() {
    AiRequest request = Forms.read(MODEL, FILE);

    List<ByteSlice> slices = new BodyEdit().setText("model", "n").apply(request);

    assertThat(slices).hasSize(2);
    assertThat(slices.getLast().bytes()).isSameAs(request.body());
  }

  @Test
  void beginning_of_an_upload_keeps_the_part_that_has_not_ended() {
    byte[] beginning =
        Forms.bytes(MODEL + "--b\nContent-Disposition: form-data; name=\"file\"\n\nx");
    RequestReading.Begun begun =
        (RequestReading.Begun) Forms.reading(new ClientBody(beginning, false));

    String sent =
        text(new BodyEdit().setText("model", "n").setText("user", "u").apply(begun.request()));

    assertThat(sent)
        .isEqualTo(
            crlf(
                field("user", "u")
                    + field("model", "n")
                    + "--b\nContent-Disposition: form-data; name=\"file\"\n\nx"));
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String applied(BodyEdit edit, String... parts) {
    return text(edit.apply(Forms.read(parts)));
  }

  private static String text(List<ByteSlice> slices) {
    return new String(ByteSlice.join(slices), StandardCharsets.UTF_8);
  }

  private static String told(String... parts) {
    return new String(Forms.form(parts), StandardCharsets.UTF_8);
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }
}
