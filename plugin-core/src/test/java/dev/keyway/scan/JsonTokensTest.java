package dev.keyway.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.keyway.scan.JsonTokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to Jackson: what one takes the other takes, and they see the same tokens in it. */
class JsonTokensTest {

  private static final JsonFactory JACKSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonTokens.DEEPEST)
                  .maxNumberLength(JsonTokens.LONGEST_NUMBER)
                  .build())
          .build();

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\"a\"",
          "\"b\":",
          "\"c\\n\\u00e9\\ud83d\"",
          "\\",
          "\\u12",
          "\\x",
          "1",
          "-",
          "0",
          "01",
          "-0.5E+7",
          "1.",
          ".5",
          "1e",
          "1e5",
          "true",
          "false",
          "null",
          "nul",
          "truex",
          " ",
          "\n",
          "\t",
          "\r",
          "\u00fc",
          "\ud83d\ude00",
          "\u0001",
          "\f",
          "{\"a\":[1,{\"b\":null}]}",
          "\"long enough for several words at once\"",
          "x",
          "NaN",
          "//");

  private static final String TELLING = "{}[],:\"\\ \n0-.eEtnxu\u0001a";

  @FuzzTest(maxDuration = "30s")
  void anyBytes_cutAsJacksonCutsThem(byte[] text) {
    assertSame(text);
  }

  @Test
  void texts_cutAsJacksonCutsThem() {
    Random random = new Random(3);
    for (int round = 0; round < 300_000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "{\"k\":" : "");
      int pieces = random.nextInt(9);
      for (int i = 0; i < pieces; i++) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertSame(text.toString().getBytes(UTF_8));
    }
  }

  @Test
  void wholeTexts_withOneByteChanged_cutAsJacksonCutsThem() {
    Random random = new Random(5);
    byte[] whole =
        """
        {"model":"gpt-4o","messages":[{"role":"user","content":"say \\"\\u00fc\\" \\\\ twice\\n"},
         {"n":[-12.5e-3,0,1E+2,true,false,null,[],{},[[{"deep":[""]}]]]}],"stream" : true , "x":"ü日😀"}
        """
            .getBytes(UTF_8);
    for (int round = 0; round < 100_000; round++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] =
          (byte) TELLING.charAt(random.nextInt(TELLING.length()));
      assertSame(changed);
    }
    assertSame(whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {499, 500, 501})
  void depth_boundedAsJacksonBoundsIt(int levels) {
    assertSame(("[".repeat(levels) + "]".repeat(levels)).getBytes(UTF_8));
    assertSame(("{\"a\":".repeat(levels) + "1" + "}".repeat(levels)).getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {998, 999, 1000, 1001, 1002})
  void numbers_boundedAsJacksonBoundsThem(int digits) {
    for (String number :
        List.of(
            "1".repeat(digits),
            "-" + "1".repeat(digits),
            "1." + "1".repeat(digits - 1),
            "-1." + "1".repeat(digits - 2) + "e1")) {
      assertSame(("[" + number + "]").getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "0, 0",
        "12, 12",
        "999999999999999999, 999999999999999999",
        "1000000000000000000, none",
        "-1, none",
        "1.0, none",
        "1e3, none",
        "true, none",
        "'\"1\"', none",
        "'[1]', none"
      })
  void count_isReadWhereThereIsOne(String json, @Nullable Long count) throws Exception {
    JsonTokens tokens = new JsonTokens(json.getBytes(UTF_8), 0, json.length());
    tokens.next();
    assertThat(tokens.count()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "usage, true",
    "\\u0075sage, true",
    "usag, false",
    "usages, false",
    "Usage, false",
    "'', false"
  })
  void text_isComparedWhereItStands(String text, boolean same) throws Exception {
    String json = '"' + text + '"';
    JsonTokens tokens = new JsonTokens(json.getBytes(UTF_8), 0, json.length());
    tokens.next();
    assertThat(tokens.says("usage")).isEqualTo(same);
  }

  @Test
  void part_ofAnArray_isAllThatIsLookedAt() throws Exception {
    JsonTokens json = new JsonTokens("xx[1,2]yy".getBytes(UTF_8), 2, 5);

    assertThat(json.next()).isEqualTo(Token.LIST);
    json.skip();

    assertThat(json.stop()).isEqualTo(7);
    assertThat(json.next()).isEqualTo(Token.NONE);
  }

  private static void assertSame(byte[] text) {
    // Encodings other than UTF-8 are guessed by Jackson alone.
    boolean comparable =
        Utf8.firstMalformed(text, 0, text.length) < 0
            && !(text.length > 0 && (text[0] == 0 || text[0] == (byte) 0xEF))
            && !(text.length > 1 && text[1] == 0);
    if (comparable) {
      assertThat(ours(text)).as(new String(text, UTF_8)).isEqualTo(jacksons(text));
    }
  }

  private static @Nullable List<String> ours(byte[] text) {
    List<String> seen = new ArrayList<>();
    JsonTokens json = new JsonTokens(text, 0, text.length);
    try {
      Token token = json.next();
      while (token != Token.NONE) {
        seen.add(
            switch (token) {
              case NAME, TEXT -> token + " " + json.start() + " " + json.text();
              case NUMBER -> token + " " + json.start() + " " + (json.number() + 0.0);
              default -> token + " " + json.start();
            });
        token = json.next();
      }
      return seen;
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private static @Nullable List<String> jacksons(byte[] text) {
    List<String> seen = new ArrayList<>();
    try (JsonParser json = JACKSON.createParser(text)) {
      JsonToken token = json.nextToken();
      boolean begun = token != null;
      while (token != null) {
        seen.add(inOurWords(json, token));
        token = json.nextToken();
        if (token != null
            && json.getParsingContext().inRoot()
            && json.getParsingContext().getCurrentIndex() > 0) {
          return null;
        }
      }
      return begun ? seen : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static String inOurWords(JsonParser json, JsonToken token) throws IOException {
    long start = json.currentTokenLocation().getByteOffset();
    return switch (token) {
      case FIELD_NAME -> "NAME " + start + " " + json.currentName();
      case VALUE_STRING -> "TEXT " + start + " " + json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          "NUMBER " + start + " " + (json.getDoubleValue() + 0.0);
      case START_OBJECT -> "OBJECT " + start;
      case END_OBJECT -> "OBJECT_END " + start;
      case START_ARRAY -> "LIST " + start;
      case END_ARRAY -> "LIST_END " + start;
      case VALUE_TRUE -> "TRUE " + start;
      case VALUE_FALSE -> "FALSE " + start;
      case VALUE_NULL -> "NULL " + start;
      default -> throw new AssertionError(token);
    };
  }
}
