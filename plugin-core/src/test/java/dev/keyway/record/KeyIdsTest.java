package dev.keyway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.policy.ApiKey;
import dev.keyway.testing.ManualSecret;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyIdsTest {

  private final KeyIds ids = new KeyIds();
  private final JsonBytes bytes = new JsonBytes();

  @Test
  void noKeys_areAnEmptyArray() {
    assertThat(written(List.of())).isEqualTo("[]");
  }

  @Test
  void ids_areTexts() {
    assertThat(written(List.of(key("a"), key("quo\"ted")))).isEqualTo("[\"a\",\"quo\\\"ted\"]");
  }

  @Test
  void aLongListThatComesAgain_isWrittenAgain() {
    List<ApiKey> keys = keys("k", 20);
    String first = written(keys);
    assertThat(first).startsWith("[\"k0\",\"k1\",").endsWith(",\"k19\"]");
    assertThat(written(keys)).isEqualTo(first);
  }

  @Test
  void anotherList_isNotTakenForTheLast() {
    List<ApiKey> keys = keys("k", 20);
    String first = written(keys);
    assertThat(written(keys("other", 20))).startsWith("[\"other0\"");
    assertThat(written(List.of(key("short")))).isEqualTo("[\"short\"]");
    assertThat(written(keys)).isEqualTo(first);
  }

  @Test
  void whatStandsBefore_isNotPartOfTheArray() {
    List<ApiKey> keys = keys("k", 20);
    bytes.ascii("before");
    ids.write(keys, bytes);
    bytes.clear();
    bytes.ascii("else");
    ids.write(keys, bytes);
    assertThat(bytes.written().utf8()).startsWith("else[\"k0\"").endsWith("\"k19\"]");
  }

  private String written(List<ApiKey> keys) {
    bytes.clear();
    ids.write(keys, bytes);
    return bytes.written().utf8();
  }

  private static List<ApiKey> keys(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> key(name + i)).toList();
  }

  private static ApiKey key(String id) {
    return new ApiKey(
        "openai", id, "openai#" + id, new ManualSecret("sk-value"), null, null, Map.of());
  }
}
