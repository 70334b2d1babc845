package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonExcerptTest {

  private static final Set<String> PLACES = Set.of("error", "error.details");

  @Test
  void scalars_areFoundByTheirPlace() {
    JsonExcerpt json = read("{\"id\":1,\"error\":{\"code\":\"x\",\"param\":null,\"final\":true}}");
    assertThat(json.first("id")).isEqualTo("1");
    assertThat(json.firstString("id")).isNull();
    assertThat(json.firstString("error.code")).isEqualTo("x");
    assertThat(json.first("error.param")).isNull();
    assertThat(json.first("error.final")).isNull();
    assertThat(json.hasObject("error")).isTrue();
  }

  @Test
  void objectsOfAnArray_standAtItsPlace() {
    JsonExcerpt json =
        read(
            "[{\"error\":{\"details\":[{\"reason\":\"a\"},[{\"reason\":\"b\"}],{\"reason\":\"c\"}]}}]");
    assertThat(json.all("error.details.reason")).containsExactly("a", "c");
  }

  @Test
  void otherPlaces_areSteppedOver() {
    JsonExcerpt json = read("{\"input\":{\"error\":{\"code\":\"x\"}},\"error\":{\"code\":\"y\"}}");
    assertThat(json.all("error.code")).containsExactly("y");
    assertThat(json.first("input.error.code")).isNull();
  }

  @Test
  void truncatedText_givesWhatCameBefore() {
    JsonExcerpt json = read("{\"error\":{\"code\":\"x\",\"message\":\"it bro");
    assertThat(json.first("error.code")).isEqualTo("x");
    assertThat(json.first("error.message")).isNull();
  }

  @Test
  void textsThatAreNoObject_giveNothing() {
    for (String text : new String[] {"", "null", "\"error\"", "<html>", "[1,2]", "{", "\u0000"}) {
      assertThat(read(text).first("error")).isNull();
    }
  }

  @Test
  void longScalars_areClipped() {
    String message = read("{\"error\":\"" + "x".repeat(5000) + "\"}").first("error");
    assertThat(message).hasSize(1024);
  }

  @Test
  void deepNesting_isSteppedOver() {
    String deep = "[".repeat(900) + "]".repeat(900);
    assertThat(read("{\"error\":{\"details\":" + deep + ",\"code\":\"x\"}}").first("error.code"))
        .isEqualTo("x");
  }

  private static JsonExcerpt read(String json) {
    return JsonExcerpt.read(ByteSlice.of(json.getBytes(StandardCharsets.UTF_8)), PLACES);
  }
}
