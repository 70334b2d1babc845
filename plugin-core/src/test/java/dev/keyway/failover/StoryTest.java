package dev.keyway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.classify.Outcome.Stage;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays every story of {@code failover/stories.txt}: whole failovers on a clock that stands still,
 * without a socket.
 */
class StoryTest {

  /** The attempt has taken what can't be sent again. */
  private static final String LAST = ", the last";

  static List<Story> stories() {
    try (InputStream in = StoryTest.class.getResourceAsStream("/failover/stories.txt")) {
      byte[] text = Objects.requireNonNull(in).readAllBytes();
      return Story.all(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void goes_asTold(Story story) {
    StoryStage stage = new StoryStage(story, List.of());
    AttemptSequence sequence = stage.request();
    Step step = sequence.first();
    for (String line : story.lines()) {
      if (line.startsWith("-- ")) {
        sequence.ended();
        between(line.substring(3), stage);
        sequence = stage.request();
        step = sequence.first();
      } else if (line.startsWith("=> ")) {
        assertThat(ending(step)).as("ending of: %s", story).isEqualTo(line.substring(3));
      } else {
        String[] parts = line.split(" <- ", 2);
        assertThat(attempt(step)).as("attempt of: %s", story).isEqualTo(parts[0].strip());
        if (parts[1].contains(LAST)) {
          sequence.last();
        }
        step = sequence.next(outcome(parts[1].replace(LAST, ""), stage), stage.clock.instant());
      }
    }
    assertThat(step).as("the story is told to its end").isNotInstanceOf(Step.Try.class);
  }

  /** {@code after 5s}, {@code primary rotates}, several joined by commas. */
  private static void between(String events, StoryStage stage) {
    for (String event : events.split(",", -1)) {
      String[] words = event.strip().split(" ", -1);
      if (words[0].equals("after")) {
        stage.clock.pass(Duration.parse("PT" + words[1].toUpperCase(java.util.Locale.ROOT)));
      } else if (words[1].equals("rotates")) {
        Objects.requireNonNull(stage.secrets.get(words[0])).rotate("sk-next");
      } else {
        throw new IllegalArgumentException(event);
      }
    }
  }

  private static String attempt(Step step) {
    return step instanceof Step.Try attempt
        ? attempt.candidate().provider().id()
            + ":"
            + attempt.candidate().model().id()
            + " "
            + attempt.keyId()
        : "no attempt but " + ending(step);
  }

  private static String ending(Step step) {
    return switch (step) {
      case Step.Try attempt -> "another attempt: " + attempt(attempt);
      case Step.Pass pass -> "pass " + pass.answer().status();
      case Step.Abandon abandon -> "abandon";
      case Step.Refuse refuse -> {
        Duration retry = refuse.refusal().retryAfter();
        holdMessageToHint(refuse.refusal().message(), retry);
        yield refuse.refusal().code().status()
            + " "
            + refuse.refusal().code().wireName()
            + (retry == null ? "" : " retry after " + retry.toSeconds() + "s");
      }
    };
  }

  /** The words must not send a client back before the time in the header. */
  private static void holdMessageToHint(String message, @Nullable Duration retry) {
    if (retry != null && message.contains("try again in")) {
      assertThat(message).endsWith("try again in " + retry.plusMillis(999).toSeconds() + " s");
    }
  }

  /**
   * {@code 429 rate_limit_exceeded; retry-after: 7}, {@code 200}, {@code timeout after 30s}, {@code
   * refused}, {@code gone}.
   */
  private static Outcome outcome(String text, StoryStage stage) {
    String[] parts = text.split(";", -1);
    String[] words = parts[0].strip().split(" ", -1);
    if (words.length == 3 && words[1].equals("after")) {
      stage.clock.pass(Duration.parse("PT" + words[2].toUpperCase(java.util.Locale.ROOT)));
    }
    return switch (words[0]) {
      case "timeout" -> new Outcome.TimedOut(Stage.HEAD, true);
      case "refused" -> new Outcome.Broken(Stage.CONNECT, false);
      case "gone" -> new Outcome.Cancelled();
      default -> {
        Headers.Builder headers = Headers.builder().add("content-type", "application/json");
        for (int i = 1; i < parts.length; i++) {
          String[] header = parts[i].split(":", 2);
          headers.add(header[0].strip(), header[1].strip());
        }
        String code = words.length > 1 ? words[1] : "";
        yield new Outcome.Answered(
            Integer.parseInt(words[0]), headers.build(), Prefix.COMPLETE, body(code));
      }
    };
  }

  private static ByteSlice body(String code) {
    String json =
        code.isEmpty()
            ? "{\"choices\":[]}"
            : "{\"error\":{\"message\":\"told by a story\",\"type\":\"error\",\"code\":\""
                + code
                + "\"}}";
    return ByteSlice.of(json.getBytes(StandardCharsets.UTF_8));
  }
}
