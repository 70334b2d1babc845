package dev.keyway.scripted;

import dev.keyway.scripted.Quota.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How each provider tells in header fields what is left; one row a provider, from its documentation
 * on rate limits as of 2026-11. {@code {m}} in a name is limit, remaining or reset; {@code {k}} the
 * kind.
 */
public enum QuotaHeaders {
  /** Durations as Go writes them: {@code 6m0s}, {@code 12ms}. */
  OPENAI("x-ratelimit-{m}-{k}", "requests", "tokens", Form.GO_DURATION),
  /** As OpenAI; its requests are those of a day, its tokens those of a minute. */
  GROQ("x-ratelimit-{m}-{k}", "requests", "tokens", Form.GO_DURATION),
  /** Times as in RFC 3339. */
  ANTHROPIC("anthropic-ratelimit-{k}-{m}", "requests", "tokens", Form.RFC_3339),
  /** Whole seconds. */
  AZURE("x-ratelimit-{m}-{k}", "requests", "tokens", Form.SECONDS),
  /** Only of requests, only with a 429; milliseconds since 1970. */
  OPENROUTER("x-ratelimit-{m}", "", null, Form.EPOCH_MILLIS),
  /** Without a reset. */
  MISTRAL("x-ratelimit-{m}-{k}-minute", "req", "tokens", Form.NONE),
  /** Seconds since 1970, as seen in the field. */
  XAI("x-ratelimit-{m}-{k}", "requests", "tokens", Form.EPOCH_SECONDS),
  /** Of one second each. */
  TOGETHER("x-{k}limit-{m}", "rate", "token", Form.SECONDS),
  /** Only of tokens, without a reset. */
  FIREWORKS("x-ratelimit-{m}-{k}", null, "tokens-prompt", Form.NONE);

  private enum Form {
    GO_DURATION,
    RFC_3339,
    SECONDS,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    NONE
  }

  private final String name;
  private final @Nullable String requests;
  private final @Nullable String tokens;
  private final Form form;

  QuotaHeaders(String name, @Nullable String requests, @Nullable String tokens, Form form) {
    this.name = name;
    this.requests = requests;
    this.tokens = tokens;
    this.form = form;
  }

  /** The fields that say {@code quota} at the time {@code now}; see {@link Answer#withHeaders}. */
  public List<Header> of(Quota quota, Instant now) {
    List<Header> headers = new ArrayList<>();
    add(headers, requests, quota.requests(), now);
    add(headers, tokens, quota.tokens(), now);
    return headers;
  }

  private void add(List<Header> headers, @Nullable String kind, Window window, Instant now) {
    if (kind == null) {
      return;
    }
    headers.add(new Header(name(kind, "limit"), Long.toString(window.limit())));
    headers.add(new Header(name(kind, "remaining"), Long.toString(window.remaining())));
    if (form != Form.NONE) {
      headers.add(new Header(name(kind, "reset"), reset(window.reset(), now)));
    }
  }

  private String name(String kind, String measure) {
    return name.replace("{k}", kind).replace("{m}", measure);
  }

  private String reset(Duration reset, Instant now) {
    Instant at = now.plus(reset);
    return switch (form) {
      case GO_DURATION -> goDuration(reset);
      case RFC_3339 -> at.truncatedTo(ChronoUnit.SECONDS).toString();
      case SECONDS -> Long.toString(reset.toSeconds());
      case EPOCH_SECONDS -> Long.toString(at.getEpochSecond());
      case EPOCH_MILLIS -> Long.toString(at.toEpochMilli());
      case NONE -> "";
    };
  }

  /** As Go's {@code time.Duration.String} does for milliseconds and longer. */
  private static String goDuration(Duration duration) {
    if (duration.toSeconds() == 0) {
      return duration.toMillis() + "ms";
    }
    String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
    String minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSecondsPart() * 1000L + duration.toMillisPart(), 3);
    return hours + minutes + seconds.stripTrailingZeros().toPlainString() + "s";
  }
}
