package dev.keyway.request;

import static dev.keyway.request.Forms.field;
import static dev.keyway.request.Forms.file;
import static dev.keyway.request.Forms.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of a form, and what is refused because parsers disagree on it. */
class FormReaderTest {

  private static final String MODEL = field("model", "m");

  @Test
  void members_have_their_offsets() {
    AiRequest request = Forms.read(field("a", "1"), MODEL, file("file", "\u0000\u0001"));

    assertThat(Forms.value(request, "a")).isEqualTo("1");
    assertThat(Forms.value(request, "model")).isEqualTo("m");
    assertThat(Forms.value(request, "file")).isEqualTo("\u0000\u0001");
    assertThat(request.model()).isEqualTo("m");
    assertThat(request.stream()).isFalse();
    assertThat(request.conversation()).isNull();
  }

  @Test
  void model_may_be_absent() {
    assertThat(Forms.read(file("file", "x")).model()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "models[]"})
  void fallbacks_are_a_repeated_field(String name) {
    AiRequest request = Forms.read(MODEL, field(name, "n"), file("file", "x"), field(name, "o"));

    assertThat(request.names()).containsExactly("m", "n", "o");
  }

  @ParameterizedTest
  @CsvSource({"true,true", "True,true", "false,false", "FALSE,false"})
  void stream_is_a_truth_value(String text, boolean expected) {
    assertThat(Forms.read(MODEL, field("stream", text)).stream()).isEqualTo(expected);
  }

  @Test
  void what_looks_nearly_like_the_boundary_is_content() {
    String content = "\n-\n--\n--c\n -b\nx- -b\n\n\n\u0001\n-";

    AiRequest request = Forms.read(file("file", content), MODEL);

    assertThat(Forms.value(request, "file")).isEqualTo(content.replace("\n", "\r\n"));
    assertThat(request.model()).isEqualTo("m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void line_may_end_before_the_form(String before) {
    byte[] form = Forms.bytes(before + MODEL + "--b--");

    assertThat(Forms.reading(form)).isInstanceOf(RequestReading.Read.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \t\n", "\n\n"})
  void lines_may_end_after_the_form(String after) {
    byte[] form = Forms.bytes(MODEL + "--b--" + after);

    assertThat(Forms.reading(form)).isInstanceOf(RequestReading.Read.class);
  }

  @Test
  void blanks_may_follow_the_boundary() {
    byte[] form = Forms.bytes(MODEL.replace("--b\n", "--b \t\n") + "--b-- \n");

    assertThat(Forms.reading(form)).isInstanceOf(RequestReading.Read.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Content-Disposition: form-data; name=model | unquoted",
        "content-disposition:FORM-DATA;NAME=\"model\" | case and blanks",
        "Content-Disposition: form-data; name=\"model\"; | a semicolon at the end",
        "Content-Type: text/plain; charset=UTF-8^Content-Disposition: form-data; name=\"model\" | charset",
        "Content-Disposition: form-data; name=\"model\"^Content-Transfer-Encoding: binary | no coding",
        "Content-Disposition: form-data; name=\"model\"^Content-Length: 1 | length",
      })
  void heads_that_say_the_same(String head, String why) {
    byte[] form = Forms.bytes("--b\n" + head.replace("^", "\n") + "\n\nm\n--b--");

    assertThat(((RequestReading.Read) Forms.reading(form)).request().model())
        .as(why)
        .isEqualTo("m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"C:\\dir\\x.png\" | backslashes of a browser",
        "\"a \\\"b\\\".png\" | escapes of older curls",
        "\"a %22b%22.png\" | escapes of browsers, httpx, OkHttp, curl and undici",
        "\"\u00e9.png\" | UTF-8",
        "\"f\"; filename*=UTF-8''%C3%A9.png | both",
      })
  void names_of_files_as_clients_write_them(String name, String who) {
    byte[] form =
        Forms.bytes(
            "--b\nContent-Disposition: form-data; name=\"file\"; filename=%s\n\nx\n".formatted(name)
                + MODEL
                + "--b--");

    AiRequest request = ((RequestReading.Read) Forms.reading(form)).request();
    assertThat(Forms.value(request, "file")).as(who).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Content-Type: text/plain | has no Content-Disposition",
        "Content-Disposition: attachment; name=\"x\" | other than `form-data`",
        "Content-Disposition: form-data | has no name",
        "Content-Disposition: form-data; name=\"\" | has no name",
        "Content-Disposition: form-data; name=\"x\"; name=\"model\" | stands twice",
        "Content-Disposition: form-data; name=\"x\"; name*=UTF-8''model | another Content-Disposition",
        "Content-Disposition: form-data; name=\"x\"; name*0=\"model\" | another Content-Disposition",
        "Content-Disposition: form-data; name=\"mod\\el\" | backslash",
        "Content-Disposition: form-data; name=\"=?utf-8?Q?model?=\" | encoded word",
        "Content-Disposition: form-data; name=\"x\"; filename=\"a\\\"; name=model; y=\\\"z\" | semicolon",
        "Content-Disposition: form-data; x=\"\\\\\"; name=\"a\"; y=\";name=model;z=\" | an escaped quote",
        "Content-Disposition: form-data; name=\"a\"; filename=\"\\\\\"; y=\";name=model;z=\" | an escaped quote",
        "Content-Disposition: form-data; name=<model> | another Content-Disposition",
        "Content-Disposition: form-data; x-name=\"model\"; name=\"a\" | another Content-Disposition",
        "Content-Disposition: form-data; filename=\"f\"; name=\"a\" | another Content-Disposition",
        "Content-Disposition: form-data; name=\"a\"; filename=\"f;name=model\" | parameters of its own",
        "Content-Disposition: form-data; name=\"a\"; filename=\"--b\" | in the head of a part",
        "Content-Disposition: form-data; name=\"x\"y | expected `;`",
        "Content-Disposition: form-data; name=\"x | has no end",
        "Content-Disposition: form-data; name= | has no value",
        "Content-Disposition: form-data; =x | no name",
        "Content-Disposition: form-data; name=\"x\"^Content-Disposition: form-data; name=\"model\" | twice in its head",
        "Content-Disposition: form-data;^ name=\"x\" | folded",
        "Content-Disposition : form-data; name=\"x\" | Name: value",
        "Content-Disposition: form-data; name=\"x\u0000\" | control character",
        "Content-Disposition: form-data; name=\"x\"^Content-Length: 7 | says that its value has 7 bytes, and it has 1",
        "Content-Disposition: form-data; name=\"x\"^Content-Length: x | no number",
      })
  void heads_that_are_refused(String head, String why) {
    byte[] form = Forms.bytes("--b\n" + head.replace("^", "\n") + "\n\n1\n" + MODEL + "--b--");

    assertThat(Forms.refused(form)).contains(why, "byte 0").isASCII();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Model",
        "MODEL",
        "mo%64el",
        "%6D%6F%64%65%6C",
        " model ",
        "model[]",
        "model[0]",
        "Models",
        "models[0]",
        "<model>",
        "'model'",
        "\u017ftream",
        "stream[]",
        "user[name]",
        "Prompt",
      })
  void names_that_a_framework_may_take_for_a_field_that_is_read(String name) {
    assertThat(Forms.refused(form(MODEL, field(name, "other")))).contains("differs from `");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "stream", "user", "prompt"})
  void fields_that_are_read_stand_once(String name) {
    assertThat(Forms.refused(form(field(name, "true"), file("file", "x"), field(name, "true"))))
        .contains("`" + name + "` stands twice");
  }

  @ParameterizedTest
  @CsvSource({"images[],x", "timestamp_granularities[],x", "modeling,x", "n,1", "Mask,x"})
  void other_fields_may_repeat(String name, String value) {
    assertThat(Forms.read(MODEL, field(name, value), field(name, value)).members()).hasSize(3);
  }

  @Test
  void values_that_are_refused() {
    assertThat(Forms.refused(form(file("model", "m")))).contains("`model` must be a value");
    assertThat(Forms.refused(form(field("model", "")))).contains("must not be empty");
    assertThat(Forms.refused(form(field("model", "a\nb")))).contains("control character");
    assertThat(Forms.refused(form(field("model", "x".repeat(1025))))).contains("longer than 1024");
    assertThat(Forms.refused(form(field("model", "x".repeat(9999))))).contains("longer than 1024");
    assertThat(Forms.refused(form(field("stream", "1")))).contains("must be true or false");
    assertThat(Forms.refused(form(field("_charset_", "utf-16")))).contains("must be utf-8");
  }

  @Test
  void values_in_other_codings_are_refused() {
    String head = "--b\nContent-Disposition: form-data; name=\"model\"\n";

    assertThat(
            Forms.refused(Forms.bytes(head + "Content-Transfer-Encoding: base64\n\nbQ==\n--b--")))
        .contains("`model` has a Content-Transfer-Encoding");
    assertThat(
            Forms.refused(
                Forms.bytes(head + "Content-Type: text/plain; charset=utf-16\n\nm\n--b--")))
        .contains("`model` has a charset");
    byte[] broken = Forms.bytes(head + "\nm\u0001\n--b--");
    broken[new String(broken, StandardCharsets.ISO_8859_1).indexOf('\u0001')] = (byte) 0xFF;
    assertThat(Forms.refused(broken)).contains("`model` is not valid UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bx^Content-Disposition: form-data; name='x'^^1^--b-- | follows the boundary",
        "--b--x | follows the boundary",
        "--b-x | follows the boundary",
        "--b^Content-Disposition: form-data; name='x'^^1 | ends before its closing boundary",
        "--b^Content-Disposition: form-data; name='x'^^1^--b | ends before its closing boundary",
        "--b^Content-Disposition: form-data; name='x'^^1^--b- | ends before its closing boundary",
        "--b^Content-Disposition: form-data; name='x' | ends before its closing boundary",
        "--b^Content-Disposition: form-data; name='x'^^--b-- | has no value",
        "--b^Content-Disposition: form-data; name='x'^^1~--b^^--b-- | does not end with CR LF",
        "--b^Content-Disposition: form-data; name='x'^^1^--bc^--b-- | follows the boundary",
        "--b--^--b^ | follows the closing boundary",
        "--b~Content-Disposition: form-data; name='x'^^1^--b-- | follows the boundary",
        "--b^Content-Disposition: form-data; name='x'~^^1^--b-- | does not end with CR LF",
        "--c^^--c-- | does not stand in the body",
        "x--b^Content-Disposition: form-data; name='x'^^1^--b-- | in the middle of a line",
        "--b^Content-Disposition: form-data; name='x'^^1--b^--b-- | in the middle of a line",
        "--b^Content-Disposition: form-data; name='x'^^1!--b^--b-- | in the middle of a line",
        "--b^Content-Disposition: form-data; name='x'^^---b^--b-- | in the middle of a line",
        "--b--^Content-Disposition: form-data; name='x'^^1 | follows the closing boundary",
        "Content-Disposition: form-data; name='x'^^1^--b-- | before the first line",
        "'' | does not stand in the body",
      })
  void frames_that_are_refused(String told, String why) {
    byte[] form =
        told.replace("^", "\r\n")
            .replace('~', '\n')
            .replace('!', '\r')
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);

    assertThat(Forms.refused(form)).contains(why).isASCII();
  }

  @Test
  void heads_and_parts_are_bounded() {
    assertThat(Forms.refused(form(field("x".repeat(8200), "1")))).contains("longer than 8192");
    assertThat(Forms.refused(form(field("x", "1").repeat(1001)))).contains("more than 1000 parts");
    assertThat(Forms.read(field("x", "1").repeat(1000)).members()).hasSize(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "multipart/form-data; boundary=b | ''",
        "Multipart/Form-Data;charset=utf-8; BOUNDARY=\"b\" | ''",
        "multipart/form-data | names no boundary",
        "multipart/form-data; boundary= | has no value",
        "multipart/form-data; boundary=\"\" | names no boundary",
        "multipart/form-data; boundary=b; boundary=c | twice",
        "multipart/form-data; boundary=\"b | has no end",
        "multipart/form-data; boundary=\"b \" | no boundary may hold",
        "multipart/form-data; boundary=\"b\\\"\" | something else than a boundary",
        "multipart/form-data; x=\"\\\\\"; boundary=b; y=\";boundary=c;z=\" | an escaped quote",
        "multipart/form-data; boundary=b; x=y | something else than a boundary",
        "multipart/form-data, application/json; boundary=b | expected `;`",
        "application/json, multipart/form-data; boundary=b | form-data alone",
        "multipart/mixed; boundary=b | form-data alone",
        "application/json | takes a form",
        "application/x-www-form-urlencoded | takes a form",
      })
  void content_types(String type, String why) {
    RequestReading reading =
        RequestReader.read(
            Surface.AUDIO_TRANSCRIPTIONS,
            Headers.of("content-type", type),
            ClientBody.whole(form(MODEL)));

    if (why.equals("''")) {
      assertThat(reading).isInstanceOf(RequestReading.Read.class);
    } else {
      assertThat(reading)
          .isInstanceOfSatisfying(
              RequestReading.Malformed.class,
              malformed -> assertThat(malformed.message()).contains(why));
    }
  }

  @Test
  void content_type_that_goes_on_says_the_boundary_alone() {
    assertThat(new BodyLayout.Form("----x_1", 0).contentType())
        .isEqualTo("multipart/form-data; boundary=----x_1");
    assertThat(new BodyLayout.Form("a:b", 0).contentType())
        .isEqualTo("multipart/form-data; boundary=\"a:b\"");
  }

  @Test
  void longest_boundary_has_70_characters() {
    String boundary = "b".repeat(70);
    byte[] form = "--%1$s--\r\n".formatted(boundary).getBytes(StandardCharsets.US_ASCII);

    assertThat(
            RequestReader.read(
                Surface.IMAGE_VARIATIONS,
                Headers.of("content-type", "multipart/form-data; boundary=" + boundary),
                ClientBody.whole(form)))
        .isInstanceOf(RequestReading.Read.class);
    assertThat(
            RequestReader.read(
                Surface.IMAGE_VARIATIONS,
                Headers.of("content-type", "multipart/form-data; boundary=b" + boundary),
                ClientBody.whole(form)))
        .isInstanceOf(RequestReading.Malformed.class);
  }

  @Test
  void two_content_types_are_refused() {
    Headers headers =
        Headers.builder()
            .add("content-type", "multipart/form-data; boundary=b")
            .add("content-type", "multipart/form-data; boundary=c")
            .build();

    assertThat(
            RequestReader.read(Surface.AUDIO_TRANSLATIONS, headers, ClientBody.whole(form(MODEL))))
        .isInstanceOf(RequestReading.Malformed.class);
  }

  @Test
  void surfaces_take_what_they_take() {
    ClientBody form = ClientBody.whole(form(MODEL));
    ClientBody json = ClientBody.whole("{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8));
    Headers jsonType = Headers.of("content-type", "application/json");

    assertThat(RequestReader.read(Surface.CHAT_COMPLETIONS, Forms.TYPE, form))
        .isInstanceOfSatisfying(
            RequestReading.Malformed.class,
            malformed -> assertThat(malformed.message()).contains("takes JSON"));
    assertThat(RequestReader.read(Surface.IMAGE_EDITS, Forms.TYPE, form))
        .isInstanceOf(RequestReading.Read.class);
    assertThat(RequestReader.read(Surface.IMAGE_EDITS, jsonType, json))
        .isInstanceOf(RequestReading.Read.class);
    assertThat(RequestReader.read(Surface.IMAGE_EDITS, Headers.empty(), json))
        .isInstanceOf(RequestReading.Read.class);
    assertThat(RequestReader.read(Surface.IMAGE_VARIATIONS, jsonType, json))
        .isInstanceOf(RequestReading.Malformed.class);
  }
}
