package dev.keyway.explain;

import dev.keyway.classify.ClassifyRule;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.classify.Outcome.Stage;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.FailoverSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an attempt is assumed to be answered.
 *
 * @param name as it is written, such as {@code 429}, {@code 429:20s}, {@code timeout}
 * @param outcome what a carrier would report
 */
public record AssumedAnswer(String name, Outcome outcome) {

  /** The name of the answer that says nothing of key, account or provider. */
  public static final String SILENT = "silent";

  private static final Pattern STATUS = Pattern.compile("([2-5]\\d\\d)(?::(\\d{1,6})(ms|s|m|h))?");

  /** Statuses that our own rows hold against nobody; the first that the policy has no row for. */
  private static final List<Integer> HELD_AGAINST_NOBODY = List.of(404, 424, 410, 409, 425, 499);

  private static final Map<String, Outcome> NAMED = named();

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none; the message lists what there is
   */
  public static AssumedAnswer parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    Outcome named = NAMED.get(name);
    if (named != null) {
      return new AssumedAnswer(name, named);
    }
    Matcher status = STATUS.matcher(name);
    if (!status.matches()) {
      throw new IllegalArgumentException(
          "expected a status such as 429, one with its retry-after such as 429:20s, or one of "
              + String.join(", ", NAMED.keySet()));
    }
    return new AssumedAnswer(name, answered(Integer.parseInt(status.group(1)), wait(status)));
  }

  /** The answer after which everything else is tried and nothing is remembered. */
  static AssumedAnswer silent(FailoverSettings failover) {
    int status =
        HELD_AGAINST_NOBODY.stream()
            .filter(each -> failover.classify().stream().noneMatch(row -> speaksOf(row, each)))
            .findFirst()
            .orElse(HELD_AGAINST_NOBODY.getFirst());
    return new AssumedAnswer(SILENT, answer(status, Headers.empty(), ""));
  }

  private static boolean speaksOf(ClassifyRule row, int status) {
    return row.status() == null || row.status() == status;
  }

  /** The outcome of an attempt whose client asked for a stream, or did not. */
  Outcome outcome(boolean streamed) {
    return streamed && outcome instanceof Outcome.Answered answered && answered.status() < 300
        ? new Outcome.Answered(
            answered.status(),
            Headers.of("content-type", "text/event-stream"),
            Prefix.STREAM_CONTENT,
            answered.body())
        : outcome;
  }

  private static Duration wait(Matcher status) {
    if (status.group(2) == null) {
      return Duration.ZERO;
    }
    long amount = Long.parseLong(status.group(2));
    return switch (Objects.requireNonNull(status.group(3))) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static Outcome answered(int status, Duration wait) {
    Headers.Builder headers = Headers.builder().add("content-type", "application/json");
    if (!wait.isZero()) {
      headers.add("retry-after-ms", Long.toString(wait.toMillis()));
      headers.add("retry-after", Long.toString((wait.toMillis() + 999) / 1000));
    }
    // A failure with a word in it: without one it might come from something on the way.
    String body = status < 400 ? "{}" : "{\"error\":{\"message\":\"assumed\"}}";
    return answer(status, headers.build(), body);
  }

  private static Map<String, Outcome> named() {
    Map<String, Outcome> named = new LinkedHashMap<>();
    named.put("ok", answered(200, Duration.ZERO));
    named.put("invalid-key", error(401, "invalid_api_key"));
    named.put("no-access", error(403, "permission_error"));
    named.put("rate-limited", error(429, "rate_limit_exceeded"));
    named.put("out-of-money", error(429, "insufficient_quota"));
    named.put("overloaded", error(503, "overloaded_error"));
    named.put("too-long", error(400, "context_length_exceeded"));
    named.put("bad-request", error(400, "invalid_request_error"));
    named.put("timeout", new Outcome.TimedOut(Stage.HEAD, true));
    named.put("unreachable", new Outcome.Broken(Stage.CONNECT, false));
    named.put("reset", new Outcome.Broken(Stage.HEAD, true));
    named.put(SILENT, answer(404, Headers.empty(), ""));
    return named;
  }

  private static Outcome error(int status, String word) {
    String body =
        "{\"error\":{\"message\":\"assumed\",\"type\":\"%s\",\"code\":\"%s\"}}"
            .formatted(word, word);
    return answer(status, Headers.of("content-type", "application/json"), body);
  }

  private static Outcome answer(int status, Headers headers, String body) {
    return new Outcome.Answered(
        status, headers, Prefix.COMPLETE, ByteSlice.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
