package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyEditTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void noEdit_isTheBodyItself() {
    AiRequest request = Requests.chat(" { \"a\" : 1 , \"b\":2}\n");

    List<ByteSlice> slices = new BodyEdit().apply(request);

    assertThat(slices).containsExactly(ByteSlice.of(request.body()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a':1, 'b':2 ,'c':3} | a | {'b':2 ,'c':3}",
        "{'a':1, 'b':2 ,'c':3} | b | {'a':1 ,'c':3}",
        "{'a':1, 'b':2 ,'c':3} | c | {'a':1, 'b':2}",
        "{'a':1, 'b':2 ,'c':3} | a,b | {'c':3}",
        "{'a':1, 'b':2 ,'c':3} | b,c | {'a':1}",
        "{'a':1, 'b':2 ,'c':3} | a,c | {'b':2}",
        "{ 'a':1 } | a | {  }",
        "{'a':1,'b':2,'a':3} | a | {'b':2}",
        "{'a':1} | z | {'a':1}",
        "{} | z | {}",
      })
  void remove_takesTheSeparatorAlong(String body, String names, String expected) {
    BodyEdit edit = new BodyEdit();
    for (String name : names.split(",", -1)) {
      edit.remove(name);
    }

    assertThat(applied(edit, body)).isEqualTo(expected.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{} | {'z':9}",
        "{ \t} | {'z':9 \t}",
        "{'a':1 } | {'a':1,'z':9 }",
        "{'z' :\t{'y':[1]} ,'b':2} | {'z' :\t9 ,'b':2}",
        "{'a':'\u00fc\\n','z':null} | {'a':'\u00fc\\n','z':9}",
        "{'z':1,'b':2,'z':3} | {'z':9,'b':2}",
        "{'\\u007a':1} | {'\\u007a':9}",
      })
  void set_replacesInPlaceOrAddsAtTheEnd(String body, String expected) {
    BodyEdit edit = new BodyEdit().set("z", "9".getBytes(StandardCharsets.UTF_8));

    assertThat(applied(edit, body)).isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void setText_escapesNameAndValue() throws Exception {
    String edited = applied(new BodyEdit().setText("q\"\u00fc", "a\\\"\n\ud83d\ude00"), "{}");

    assertThat(JSON.readTree(edited).get("q\"\u00fc").textValue()).isEqualTo("a\\\"\n\ud83d\ude00");
  }

  @Test
  void lastWord_counts() {
    byte[] nine = {'9'};

    assertThat(applied(new BodyEdit().set("a", nine).remove("a"), "{\"a\":1}")).isEqualTo("{}");
    assertThat(applied(new BodyEdit().remove("a").set("a", nine), "{\"a\":1}"))
        .isEqualTo("{\"a\":9}");
  }

  @Test
  void values_sharedNotCopied() {
    AiRequest request = Requests.chat("{\"model\":\"a\",\"messages\":[]}");

    List<ByteSlice> slices = new BodyEdit().setText("model", "b").apply(request);

    assertThat(slices).hasSize(3);
    assertThat(slices.getFirst().bytes()).isSameAs(request.body());
    assertThat(slices.getLast().bytes()).isSameAs(request.body());
  }

  @Test
  void randomObjectsAndEdits_agreeWithATree() throws Exception {
    Random random = new Random(20260101);
    for (int round = 0; round < 20_000; round++) {
      RandomJson json = new RandomJson(random);
      String body = json.object();
      ObjectNode tree = (ObjectNode) JSON.readTree(body);
      BodyEdit edit = json.edit(tree);

      String edited = applied(edit, body);

      assertThat(JSON.readTree(edited)).as("%s", body).isEqualTo(tree);
    }
  }

  private static String applied(BodyEdit edit, String body) {
    AiRequest request = Requests.chat(body.replace('\'', '"'));
    return new String(ByteSlice.join(edit.apply(request)), StandardCharsets.UTF_8);
  }
}
