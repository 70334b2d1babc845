package dev.keyway.provider;

import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.modelWithout;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.request.Surface;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is spliced in JSON is spliced in forms. */
class FormBodyTest {

  private static final String MODEL = field("model", "best");
  private static final String IMAGE =
      "--b\nContent-Disposition: form-data; name=\"image[]\"; filename=\"i\"\n\n\u0001\n";

  private static String field(String name, String value) {
    return "--b\nContent-Disposition: form-data; name=\"" + name + "\"\n\n" + value + "\n";
  }

  private static AttemptCase edit(String... parts) {
    return AttemptCase.to(provider("openai").models(model("gpt-4o", "best")))
        .form(Surface.IMAGE_EDITS, String.join("", parts) + "--b--\n");
  }

  private static String sent(String... parts) {
    return (String.join("", parts) + "--b--\n").replace("\n", "\r\n");
  }

  @Test
  void model_isTheProvidersOwnName_andFallbacksStayHere() {
    PreparedAttempt attempt = edit(field("models[]", "x"), IMAGE, MODEL).prepared();

    assertThat(AttemptCase.body(attempt)).isEqualTo(sent(IMAGE, field("model", "gpt-4o")));
    assertThat(attempt.headers().first("content-type"))
        .isEqualTo("multipart/form-data; boundary=b");
  }

  @Test
  void blockedParameters_areLeftOutAsParts_andSaid() {
    PreparedAttempt attempt =
        AttemptCase.to(provider("openai").models(modelWithout("gpt-4o", "background", "mask")))
            .form(
                Surface.IMAGE_EDITS,
                field("model", "gpt-4o")
                    + field("background", "auto")
                    + IMAGE
                    + IMAGE.replace("image", "mask")
                    + "--b--\n")
            .prepared();

    assertThat(AttemptCase.body(attempt)).isEqualTo(sent(field("model", "gpt-4o"), IMAGE));
    assertThat(attempt.strippedParams()).containsExactly("background", "mask[]");
    assertThat(attempt.settled().test("mask[]")).isTrue();
    assertThat(attempt.settled().test("mask")).isTrue();
    assertThat(attempt.settled().test("image")).isFalse();
  }

  @Test
  void additions_becomeFields() {
    PreparedAttempt attempt =
        edit(field("model", "gpt-4o"), field("n", "1"), IMAGE)
            .addField("n", 2L)
            .addField("user", "\u00fc\"x")
            .addField("tags", Map.of("k", List.of(true)))
            .prepared();

    assertThat(AttemptCase.body(attempt))
        .isEqualTo(
            sent(
                field("user", "\u00fc\"x"),
                field("tags", "{\"k\":[true]}"),
                field("model", "gpt-4o"),
                field("n", "2"),
                IMAGE));
    assertThat(attempt.settled().test("user")).isTrue();
    assertThat(attempt.settled().test("user[]")).isTrue();
  }

  @Test
  void value_thatWouldDivideTheForm_isRefused() {
    Preparation preparation =
        edit(field("model", "gpt-4o"), IMAGE).addField("user", "x\r\n--b\r\n").prepare();

    assertThat(preparation)
        .isInstanceOfSatisfying(
            Preparation.Impossible.class,
            impossible ->
                assertThat(impossible.refusal().message()).contains("`user`", "another boundary"));
  }

  @Test
  void contentType_isTheClients_whateverThePolicyAdds() {
    PreparedAttempt attempt =
        edit(field("model", "gpt-4o"), IMAGE)
            .addHeader("Content-Type", "application/json")
            .addHeader("x-team", "a")
            .prepared();

    assertThat(attempt.headers().first("content-type"))
        .isEqualTo("multipart/form-data; boundary=b");
    assertThat(attempt.headers().first("x-team")).isEqualTo("a");
  }

  @Test
  void contentType_isNeverForOneHopOnly_andSaysTheBoundaryAlone() {
    PreparedAttempt attempt =
        edit(field("model", "gpt-4o"), IMAGE)
            .headers(
                "Content-Type",
                "multipart/form-data; charset=utf-8; boundary=\"b\"",
                "Connection",
                "content-type")
            .prepared();

    assertThat(attempt.headers().all("content-type"))
        .containsExactly("multipart/form-data; boundary=b");
  }
}
