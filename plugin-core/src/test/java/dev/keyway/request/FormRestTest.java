package dev.keyway.request;

import static dev.keyway.request.Forms.field;
import static dev.keyway.request.Forms.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import dev.keyway.refusal.Refusal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of which the beginning has been read and the rest streams past. */
class FormRestTest {

  private static final String MODEL = field("model", "m");

  @Test
  void beginning_without_a_model_is_too_large() {
    byte[] form = Forms.form(file("file", "x".repeat(100)), MODEL);

    assertThat(Forms.reading(new ClientBody(Arrays.copyOf(form, 100), false)))
        .isInstanceOfSatisfying(
            RequestReading.TooLarge.class,
            large -> assertThat(large.message()).contains("first 100 bytes", "before files"));
  }

  @Test
  void model_that_has_not_ended_is_none() {
    byte[] form = Forms.form(MODEL, file("file", "x"));
    int valueStart = Forms.read(MODEL).members().getFirst().valueStart();

    assertThat(Forms.reading(new ClientBody(Arrays.copyOf(form, valueStart + 1), false)))
        .isInstanceOf(RequestReading.TooLarge.class);
  }

  @Test
  void wherever_the_beginning_ends_the_rest_is_watched_from_there() {
    byte[] form = Forms.form(MODEL, file("file", "a\n--x\n--\n"), field("language", "en"));
    int beginning = MODEL.replace("\n", "\r\n").length() + 4;

    for (int at = beginning; at < form.length; at++) {
      assertThat(watched(form, at, "user")).as("from %d", at).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model", "Model", "model[]", "models", "models[]", "stream", "user", "prompt"})
  void field_that_was_read_may_not_follow(String name) {
    byte[] form = Forms.form(MODEL, file("file", "x".repeat(100)), field(name, "true"));

    Refusal refusal = watched(form, 180, "nothing");

    assertThat(refusal).isNotNull();
    assertThat(refusal.message()).contains("beyond", "before files");
  }

  @Test
  void field_that_the_policy_settles_may_not_follow() {
    byte[] form = Forms.form(MODEL, file("file", "x".repeat(100)), field("language", "en"));

    assertThat(watched(form, 180, "language")).isNotNull();
    assertThat(watched(form, 180, "other")).isNull();
  }

  @Test
  void part_that_has_begun_and_is_settled_does_not_go_on() {
    byte[] form = Forms.form(MODEL, file("mask", "x".repeat(100)));

    assertThat(watched(form, form.length - 50, "mask")).isNotNull();
  }

  @Test
  void rest_that_is_no_form_is_refused() {
    byte[] form = Forms.bytes(MODEL + file("file", "x".repeat(100)) + "--bad");

    assertThat(watched(form, 180, "nothing")).isNotNull();
  }

  @Test
  void boundary_in_the_middle_of_a_line_is_refused_wherever_the_rest_begins() {
    byte[] form = Forms.form(MODEL, file("file", "abc--b\nd"));
    int beginning = MODEL.replace("\n", "\r\n").length() + 4;

    for (int at = beginning; at < new String(form, UTF_8).indexOf("abc--b") + 5; at++) {
      assertThat(watched(form, at, "nothing")).as("from %d", at).isNotNull();
    }
  }

  @Test
  void part_of_another_length_than_it_says_is_refused() {
    String file =
        "--b\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\nContent-Length: 7\n\n12345678\n";
    byte[] form = Forms.form(MODEL, file, file("mask", "x"));
    int head = new String(form, UTF_8).indexOf("--b", 4);

    for (int at = head + 4; at < new String(form, UTF_8).indexOf("12345678"); at++) {
      assertThat(watched(form, at, "nothing")).as("from %d", at).isNotNull();
    }
  }

  @Test
  void rest_without_its_end_is_refused() {
    byte[] form = Forms.bytes(MODEL + file("file", "x".repeat(100)));

    Refusal refusal = watched(form, 180, "nothing");

    assertThat(refusal).isNotNull();
    assertThat(refusal.message()).contains("ends before its closing boundary");
  }

  @Test
  void json_is_never_begun() {
    assertThat(
            RequestReader.read(
                Surface.CHAT_COMPLETIONS,
                dev.keyway.http.Headers.empty(),
                new ClientBody(new byte[] {'{'}, false)))
        .isInstanceOf(RequestReading.TooLarge.class);
  }

  private static @Nullable Refusal watched(byte[] form, int beginning, String settled) {
    RequestReading.Begun begun =
        (RequestReading.Begun) Forms.reading(new ClientBody(Arrays.copyOf(form, beginning), false));
    FormRest rest = begun.rest();
    Refusal refusal = rest.begin(settled::equals);
    if (refusal == null) {
      refusal = rest.feed(new ByteSlice(form, beginning, form.length - beginning));
    }
    return refusal == null ? rest.end() : refusal;
  }
}
