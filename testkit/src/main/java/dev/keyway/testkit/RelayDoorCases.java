package dev.keyway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that reach the relay without having passed the gateway's filter, or not just now. */
interface RelayDoorCases {

  ContractStage stage();

  @Test
  default void requestWithoutGoodContext_isRefused() {
    Ask ask = Ask.model("shared");
    URI relay = stage().gateway().relay().orElseThrow();
    assertThat(stage().askDirectly(relay, ask).statusCode()).as("absent").isEqualTo(401);
    badContexts()
        .forEach((what, context) -> {
          Ask with = ask.with("x-keyway-context", context);
          assertThat(stage().askDirectly(relay, with).statusCode()).as(what).isEqualTo(401);
        });
    assertThat(stage().received()).isEmpty();
  }

  @Test
  default void contextForAPolicyThatIsNotThere_isRefused() {
    URI relay = stage().gateway().relay().orElseThrow();
    String context = stage().contextKey().sign("rita", "no-such-policy", Instant.now());

    HttpResponse<String> answer =
        stage().askDirectly(relay, Ask.model("shared").with("x-keyway-context", context));

    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
    assertThat(stage().received()).isEmpty();
  }

  /** The text of such a policy is with the one who signed, or it was, before a restart. */
  @Test
  default void contextForAnInlinePolicyThatNobodyKnows_isRefused() {
    URI relay = stage().gateway().relay().orElseThrow();
    String context =
        stage().contextKey().signDigest("rita", "0123456789abcdef".repeat(4), Instant.now());

    HttpResponse<String> answer =
        stage().askDirectly(relay, Ask.model("shared").with("x-keyway-context", context));

    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
    assertThat(stage().received()).isEmpty();
  }

  private Map<String, String> badContexts() {
    ContextKey ours = stage().contextKey();
    Instant now = Instant.now();
    String good = ours.sign("rita", "chat", now);
    int half = good.length() / 2;
    char flipped = good.charAt(half) == 'A' ? 'B' : 'A';
    Map<String, String> contexts = new LinkedHashMap<>();
    contexts.put("empty", "");
    contexts.put("of another key", ContextKey.random().sign("rita", "chat", now));
    contexts.put("stale", ours.sign("rita", "chat", now.minus(Duration.ofDays(1))));
    contexts.put("of tomorrow", ours.sign("rita", "chat", now.plus(Duration.ofDays(1))));
    contexts.put("truncated", good.substring(0, half));
    contexts.put("changed", good.substring(0, half) + flipped + good.substring(half + 1));
    contexts.put("continued", good + "AAAA");
    return contexts;
  }
}
