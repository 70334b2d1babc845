package dev.keyway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.http.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonTest {

  private final Json json = new Json();

  @Test
  void members_areSetApart() {
    Consumer<Json> fields =
        to -> {
          to.startObject(Field.CLIENT);
          to.endObject();
          to.text(Field.ID, "a");
          to.text(Field.MODEL, null);
          to.number(Field.TOTAL_MS, 5);
          to.flag(Field.STREAM, true);
          to.texts(Field.MODELS, List.of("x", "y"));
          to.objects(Field.RULES, List.of(1L, 2L), number -> to.number(Field.NUMBER, number));
          to.texts(Field.ACTIONS, List.of());
        };

    assertThat(Json.line(fields))
        .isEqualTo(
            """
            {"client":{},"id":"a","total_ms":5,"stream":true,"models":["x","y"],"rules":[{"number":1},{"number":2}],"actions":[]}\
            """);
    assertThat(line(fields)).isEqualTo(Json.line(fields) + "\n");
  }

  @Test
  void valuesOfAnyShape_areWritten() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a\"b", List.of(1L, List.of(), Map.of("c", true), List.of(2.5, Double.NaN)));
    values.put("none", null);
    values.put("whole", 3);

    assertThat(line(to -> to.value(Field.METADATA, values)))
        .isEqualTo(
            """
            {"metadata":{"a\\"b":[1,[],{"c":true},[2.5,"NaN"]],"none":null,"whole":"3"}}
            """);
  }

  @Test
  void headers_areShownOrOnlyNamed_howeverOftenTheyCame() {
    Headers headers =
        Headers.of(
            "Accept", "a", "X-Secret", "s", "accept", "b", "x\"y", "z", "x-ratelimit-z", "1");
    String expected =
        """
        {"headers":{"accept":"a, b","x-secret":"(not shown)","x\\"y":"(not shown)","x-ratelimit-z":"1"}}
        """;

    for (int i = 0; i < 3; i++) {
      assertThat(line(to -> ShownHeaders.write(to, Field.HEADERS, headers))).isEqualTo(expected);
    }
  }

  @Test
  void headersOfMoreNamesThanAreKept_areWritten() {
    for (int i = 0; i < 1000; i++) {
      String name = "x-client-" + i;

      assertThat(line(to -> ShownHeaders.write(to, Field.HEADERS, Headers.of(name, "v"))))
          .isEqualTo("{\"headers\":{\"%s\":\"(not shown)\"}}\n".formatted(name));
    }
  }

  @Test
  void lineBehindOneThatFailed_isWhole() {
    assertThatThrownBy(() ->
            json.bytes(to -> {
              to.text(Field.ID, "lost");
              to.startObject(Field.CLIENT);
              throw new IllegalStateException("a defect");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(line(to -> to.text(Field.ID, "a"))).isEqualTo("{\"id\":\"a\"}\n");
  }

  private String line(Consumer<Json> fields) {
    return json.bytes(fields).utf8();
  }
}
