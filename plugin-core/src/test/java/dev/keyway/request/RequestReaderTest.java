package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.request.AiRequest.Member;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  @Test
  void everyField_readFromChatCompletions() {
    AiRequest request =
        Requests.chat(
            """
            {"model":"gpt-4o","models":["openai:gpt-4o-mini","auto"],"stream":true,
             "stream_options":{"x":[1],"include_usage":true},"max_tokens":10,"tools":[{"type":"function"}],
             "user":"u-1","messages":[]}\
            """);

    assertThat(request.model()).isEqualTo("gpt-4o");
    assertThat(request.models()).containsExactly("openai:gpt-4o-mini", "auto");
    assertThat(request.stream()).isTrue();
    assertThat(request.includeUsage()).isTrue();
    assertThat(request.maxTokens()).isEqualTo(10);
    assertThat(request.tools()).isTrue();
    assertThat(request.user()).isEqualTo("u-1");
  }

  @Test
  void nothingGiven_readAsAbsent() {
    AiRequest request = Requests.chat(" {} \n");

    assertThat(request.model()).isNull();
    assertThat(request.models()).isEmpty();
    assertThat(request.stream()).isFalse();
    assertThat(request.maxTokens()).isNull();
    assertThat(request.tools()).isFalse();
    assertThat(request.user()).isNull();
    assertThat(request.members()).isEmpty();
  }

  @Test
  void nulls_countAsAbsent() {
    AiRequest request =
        Requests.chat(
            """
            {"model":null,"models":null,"stream":null,"stream_options":null,"max_tokens":null,
             "tools":null,"user":null}\
            """);

    assertThat(request.names()).isEmpty();
    assertThat(request.stream()).isFalse();
    assertThat(request.maxTokens()).isNull();
  }

  @Test
  void userOfMessages_readFromMetadata() {
    assertThat(Requests.messages("{\"user\":5,\"metadata\":{\"user_id\":\"u\"}}").user())
        .isEqualTo("u");
  }

  @Test
  void metadataOfChat_leftAlone() {
    assertThat(Requests.chat("{\"metadata\":{\"user_id\":5}}").user()).isNull();
  }

  @Test
  void names_modelFirstNoneTwice() {
    assertThat(Requests.chat("{\"models\":[\"b\",\"a\",\"b\"],\"model\":\"a\"}").names())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_tokens':5} | 5",
        "{'max_tokens':5,'max_completion_tokens':7} | 7",
        "{'max_completion_tokens':7,'max_tokens':5} | 7",
        "{'max_output_tokens':9} | 9",
        "{'max_tokens':1024.0} | 1024",
        "{'max_tokens':1e3} | 1000",
        "{'max_tokens':0} | 0",
        "{'max_tokens':-1} |",
        "{'max_tokens':-1,'max_completion_tokens':7} |",
      },
      quoteCharacter = '"')
  void outputLimit_isTheLargerAndNegativeMeansNone(String json, Long expected) {
    assertThat(Requests.chat(json.replace('\'', '"')).maxTokens()).isEqualTo(expected);
  }

  @Test
  void spans_cutExactlyNameAndValue() throws Exception {
    String json =
        "\r\n { \"mod\\u0065l\" :\t\"g\u00fc\ud83d\ude00\\\"\\\\\" , \"\u00e4\":-1.5e3\n,\"n\":0,\"t\":true,"
            + "\"f\":false ,\"z\":null,\"o\":{\"a\":\"},\",\"b\":[]},\"l\":[1,\"],\",{}] ,\"e\":\"\",\"\":{ } }\n ";
    AiRequest request = Requests.chat(json);
    JsonNode tree = new ObjectMapper().readTree(json);

    assertThat(request.model()).isEqualTo("g\u00fc\ud83d\ude00\"\\");
    assertThat(request.members()).hasSize(tree.size());
    for (Member member : request.members()) {
      assertThat(name(request, member)).isEqualTo(member.name());
      assertThat(value(request, member)).isEqualTo(tree.get(member.name()));
      assertThat(request.body()[member.end() - 1]).isNotIn((byte) ' ', (byte) '\n', (byte) ',');
    }
  }

  private static String name(AiRequest request, Member member) throws Exception {
    int colon = member.valueStart();
    String named =
        new String(request.body(), member.start(), colon - member.start(), StandardCharsets.UTF_8);
    return new ObjectMapper()
        .readValue(named.substring(0, named.lastIndexOf('"') + 1), String.class);
  }

  private static JsonNode value(AiRequest request, Member member) throws Exception {
    return new ObjectMapper()
        .readTree(request.body(), member.valueStart(), member.end() - member.valueStart());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model':5} | `model` must be text, not a number (byte 9)",
        "{'model':['a']} | `model` must be text, not a list (byte 9)",
        "{'model':''} | `model` must not be empty (byte 9)",
        "{'models':'x'} | `models` must be a list of texts, not text (byte 10)",
        "{'models':['a', 7]} | `models[1]` must be text, not a number (byte 16)",
        "{'stream':'yes'} | `stream` must be true or false, not text (byte 10)",
        "{'stream_options':true} | `stream_options` must be an object, not true or false (byte 18)",
        "{'stream_options':{'include_usage':1}} | `stream_options.include_usage` must be true or false, not a number (byte 35)",
        "{'max_tokens':'9'} | `max_tokens` must be a whole number, not text (byte 14)",
        "{'max_tokens':1.5} | `max_tokens` must be a whole number of at most 2147483647 (byte 14)",
        "{'max_tokens':1e400} | `max_tokens` must be a whole number of at most 2147483647 (byte 14)",
        "{'tools':{}} | `tools` must be a list, not an object (byte 9)",
        "{'user':{}} | `user` must be text, not an object (byte 8)",
        "{'model':'\\ud800'} | `model` holds half of a surrogate pair or a control character (byte 9)",
        "{'model':'a\\n'} | `model` holds half of a surrogate pair or a control character (byte 9)",
      })
  void wrongType_refusedWithFieldExpectationAndOffset(String json, String message) {
    assertThat(Requests.refused(json.replace('\'', '"'))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model':'a','model':'b'} | `model` stands twice, the second time before byte 21",
        "{'model':'a','mod\\u0065l':'b'} | `model` stands twice, the second time before byte 26",
        "{'model':'a','Model':'b'} | a name differs from `model` only in case, before byte 21",
        "{'\u017ftream':true} | a name differs from `stream` only in case, before byte 11",
        "{'suffix':'a','suffix':'b'} | `suffix` stands twice, the second time before byte 23",
        "{'Functions':[]} | a name differs from `functions` only in case, before byte 13",
        "{'response_format':{},'response_format':{}} | `response_format` stands twice, the second time before byte 40",
        "{'messages':[],'messages':[]} | `messages` stands twice, the second time before byte 26",
        "{'stream_options':{'include_usage':true,'include_usage':false}} | `stream_options.include_usage` stands twice, the second time before byte 56",
      })
  void secondSpelling_refused(String json, String message) {
    assertThat(Requests.refused(json.replace('\'', '"'))).isEqualTo(message);
  }

  @Test
  void duplicateOfWhatIsNotRead_kept() {
    assertThat(Requests.chat("{\"x\":1,\"x\":2}").members()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | the body is empty: send one JSON object",
        "\"  \" | the body is empty: send one JSON object",
        "[] | the body must be one JSON object, not a list",
        "'x' | the body must be one JSON object, not text",
        "null | the body must be one JSON object, not null",
        "{'a':1 | the body ends before its JSON object does",
        "{'a':'b | the body ends before its JSON object does",
        "{'a':1}{} | something follows the JSON object at byte 7: send one object",
        "{'a':1} 5 | something follows the JSON object at byte 8: send one object",
      })
  void notOneObject_refused(String json, String message) {
    assertThat(Requests.refused(json.replace('\'', '"'))).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':1,}",
        "{'a' 1}",
        "{a:1}",
        "{'a':01}",
        "{'a':+1}",
        "{'a':NaN}",
        "{'a':truely}",
        "{'a':1 /* x */}",
        "{'a':[1,]}",
        "{'a':'\\x'}",
        "{'a':'\\u12'}",
        "{'a':'tab\there'}",
        "{'a':1} x",
        "{'a':1}\u0000",
        "{'secret-text'}",
        "{'a':{'b':]}}",
      })
  void brokenJson_refusedWithoutQuotingIt(String json) {
    assertThat(Requests.refused(json.replace('\'', '"')))
        .matches("the body is not valid JSON at byte \\d+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void widerEncoding_refused(String charset) {
    byte[] body = "{\"model\":\"a\"}".getBytes(Charset.forName(charset));

    assertThat(Requests.refused(body))
        .isEqualTo("the body looks like UTF-16 or UTF-32: send UTF-8");
  }

  @Test
  void byteOrderMark_refused() {
    assertThat(Requests.refused("\ufeff{}"))
        .isEqualTo("the body starts with a byte order mark: send UTF-8 without one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0A2", "FF", "EDA080", "F4908080", "E282", "80"})
  void invalidUtf8_refusedWithItsOffset(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    byte[] body =
        ("{\"a\":\"\u00fc" + "x".repeat(bad.length) + "\"}").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bad, 0, body, 8, bad.length);

    assertThat(Requests.refused(body)).isEqualTo("the body is not valid UTF-8 at byte 8");
  }

  @Test
  void invalidUtf8BehindLongText_refusedWithItsOffset() {
    byte[] body =
        ("{\"a\":\"" + "\ud83d\ude00".repeat(5000) + "?\"}").getBytes(StandardCharsets.UTF_8);
    body[20006] = (byte) 0xC3;

    assertThat(Requests.refused(body)).isEqualTo("the body is not valid UTF-8 at byte 20006");
  }

  @Test
  void deepNesting_refusedAtItsBound() {
    assertThat(Requests.chat(nested(RequestJson.DEEPEST - 1)).members()).hasSize(1);
    assertThat(Requests.refused(nested(RequestJson.DEEPEST))).contains("nested deeper than 500");
    assertThat(Requests.refused("{\"a\":" + "[".repeat(1_000_000))).contains("nested deeper");
  }

  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  @Test
  void longNumber_refused() {
    assertThat(Requests.refused("{\"a\":" + "1".repeat(1001) + "}")).contains("1000 digits");
    assertThat(Requests.refused("{\"max_tokens\":" + "1".repeat(900) + "}"))
        .contains("must be a whole number");
  }

  @Test
  void tooMany_refused() {
    assertThat(Requests.refused("{\"models\":[" + "\"a\",".repeat(100) + "\"a\"]}"))
        .startsWith("`models` has more than 100 elements");
    assertThat(Requests.refused("{" + "\"x\":1,".repeat(1000) + "\"y\":1}"))
        .isEqualTo("the body has more than 1000 members");
    assertThat(Requests.refused("{\"model\":\"" + "m".repeat(1025) + "\"}"))
        .startsWith("`model` is longer than 1024 characters");
  }

  /** Anything worse than linear would take hours. */
  @Timeout(60)
  @ParameterizedTest
  @MethodSource("pathologicalBodies")
  void pathologicalBody_readInLinearTime(String json) {
    assertThat(Requests.chat(json).members()).hasSize(1);
  }

  static List<String> pathologicalBodies() {
    int bytes = 4 << 20;
    return List.of(
        "{\"a\":\"" + "x".repeat(bytes) + "\"}",
        "{\"a\":\"" + "\\u00fc".repeat(bytes / 6) + "\"}",
        "{\"a\":" + " ".repeat(bytes) + "1" + " ".repeat(bytes) + "}",
        "{\"tools\":[" + "{},".repeat(bytes / 3) + "{}]}",
        distinctNames(bytes));
  }

  private static String distinctNames(int bytes) {
    StringBuilder json = new StringBuilder(bytes + 20).append("{\"a\":{\"\":0");
    for (int i = 0; json.length() < bytes; i++) {
      json.append(",\"").append(Integer.toString(i, 36)).append("\":0");
    }
    return json.append("}}").toString();
  }

  @Test
  void printed_saysNothingOfTheContent() {
    assertThat(Requests.chat("{\"model\":\"m\",\"user\":\"u\"}").toString())
        .isEqualTo("AiRequest[CHAT_COMPLETIONS, 24 bytes, 2 members]");
  }
}
