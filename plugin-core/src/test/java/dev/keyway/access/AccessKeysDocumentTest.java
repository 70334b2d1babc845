package dev.keyway.access;

import static dev.keyway.access.Contexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.AccessKeys.Creation;
import dev.keyway.access.AccessKeys.Revocation;
import dev.keyway.document.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessKeysDocumentTest {

  private static final String ZEROS = "A".repeat(43);

  private static final String GOOD =
      """
      {"version": 1, "pepper": "%s", "keys": [
        {"id": "a1B2c3D4", "name": "alice", "hash": "%s", "created": "2026-11-23T10:00:00Z"}
      ]}
      """
          .formatted(ZEROS, ZEROS);

  private final Random random = new Random(1);

  @Test
  void what_was_written_reads_the_same() {
    var wish =
        new AccessKeyWish(
            "bob",
            NOW.plusSeconds(60),
            List.of("openai"),
            List.of("gpt-4o"),
            Map.of("team", Map.of("n", 7L)));
    Creation bob = AccessKeys.empty(random).create(wish, NOW, random);
    Creation alice = bob.keys().create(AccessKeyWish.named("alice"), NOW, random);
    AccessKeys keys = ((Revocation.Revoked) alice.keys().revoke("alice", NOW)).keys();

    AccessKeys read = loaded(AccessKeysDocument.write(keys));

    assertThat(read.list()).isEqualTo(keys.list());
    assertThat(read.verify(bob.text().reveal(), NOW))
        .isEqualTo(new AccessKeyVerdict.Valid(bob.key()));
    assertThat(read.verify(alice.text().reveal(), NOW)).isEqualTo(new AccessKeyVerdict.Revoked());
  }

  @Test
  void text_holds_no_key() {
    Creation alice = AccessKeys.empty(random).create(AccessKeyWish.named("alice"), NOW, random);

    assertThat(new String(AccessKeysDocument.write(alice.keys()), StandardCharsets.UTF_8))
        .contains(alice.key().id())
        .doesNotContain(alice.text().reveal().substring(12, 20));
  }

  /** Each row: what is replaced in a good file, by what, where the problem stands, what it says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\": 1    | \"version\": 2        | version             | reads version 1",
        "\"version\": 1,   | ''                    | version             | reads version 1",
        "\"pepper\": \"AAA | \"pepper\": \"        | pepper              | expected 32 bytes",
        "\"hash\": \"AAA   | \"hash\": \"?AA       | keys[0].hash        | expected 32 bytes",
        "a1B2c3D4          | a1B2-3D4              | keys[0].id          | 8 letters or digits",
        "\"name\"          | \"nmae\"              | keys[0].nmae        | unknown field",
        "\"alice\"         | \"a\\nb\"             | keys[0]             | control character",
        "10:00:00Z         | 10:00                 | keys[0].created     | expected an instant",
        "00Z\"             | '00Z\", \"models\": []' | keys[0]           | allows nothing",
        "00Z\"             | '00Z\", \"expires\": \"2026-11-23T10:00:00Z\"' | keys[0] | expires before",
      })
  void problem_is_found_and_placed(String good, String bad, String path, String message) {
    assertThat(problems(GOOD.replace(good, bad)))
        .anySatisfy(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.message()).contains(message);
          assertThat(problem.line()).isPositive();
        });
  }

  @Test
  void id_given_twice_is_a_problem() {
    String entry = GOOD.lines().skip(1).findFirst().orElseThrow();

    assertThat(problems(GOOD.replace(entry, entry + "," + entry)))
        .extracting(Problem::message)
        .containsExactly("another key has the id a1B2c3D4");
  }

  @ParameterizedTest
  @CsvSource({"''", "'{'", "[]", "null", "'\"x\"'"})
  void text_that_is_no_key_file_is_refused(String text) {
    assertThat(problems(text)).isNotEmpty();
  }

  private static AccessKeys loaded(byte[] text) {
    return ((AccessKeysReading.Loaded) AccessKeysDocument.read(text)).keys();
  }

  private static List<Problem> problems(String text) {
    var reading = AccessKeysDocument.read(text.getBytes(StandardCharsets.UTF_8));
    return ((AccessKeysReading.Refused) reading).problems();
  }
}
