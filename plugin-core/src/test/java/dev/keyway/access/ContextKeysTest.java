package dev.keyway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContextKeysTest {

  private static final byte[] RANDOM = random(32);

  static Stream<String> good() {
    return Stream.of(
        Base64.getEncoder().encodeToString(RANDOM),
        Base64.getUrlEncoder().withoutPadding().encodeToString(RANDOM) + "\n",
        Base64.getMimeEncoder().encodeToString(random(96)));
  }

  @ParameterizedTest
  @MethodSource("good")
  void base64_of_random_bytes_is_a_key(String text) {
    assertThat(ContextKeys.read(Map.of("context.key", text)))
        .isInstanceOf(ContextKeysReading.Loaded.class);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("not base64!", "is not base64"),
        Arguments.of("", "holds 0 bytes"),
        Arguments.of(encoded(random(31)), "holds 31 bytes, at least 32 are needed"),
        Arguments.of(encoded(new byte[32]), "is not random"),
        Arguments.of(
            encoded("abcd".repeat(16).getBytes(StandardCharsets.US_ASCII)), "is not random"),
        Arguments.of(
            encoded("correct horse battery staple, twice over".getBytes(StandardCharsets.US_ASCII)),
            "is not random"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void weak_text_is_refused(String text, String why) {
    assertThat(problems(Map.of("context.key", text)))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("context.key");
          assertThat(problem.message()).contains(why, "openssl rand -base64 32");
        });
  }

  @Test
  void all_bad_files_are_reported_at_once() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a", "?");
    texts.put("b", encoded(RANDOM));
    texts.put("c", encoded(RANDOM));

    assertThat(problems(texts)).extracting(Problem::path).containsExactly("a", "c");
  }

  @Test
  void no_file_at_all_is_a_problem() {
    assertThat(problems(Map.of())).hasSize(1);
  }

  @Test
  void keys_do_not_print() {
    String printed = ContextKeys.read(Map.of("k", encoded(RANDOM))).toString();

    assertThat(printed).startsWith("Loaded").doesNotContain(encoded(RANDOM).substring(0, 8));
  }

  private static List<Problem> problems(Map<String, String> texts) {
    return ((ContextKeysReading.Refused) ContextKeys.read(texts)).problems();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
