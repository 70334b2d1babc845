package dev.keyway.server.explain;

import dev.keyway.access.Caller;
import dev.keyway.catalogue.Provider;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.request.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request by chance: who calls, what is sent, what the attempts are answered. */
final class RequestDraw {

  private static final List<String> MODELS =
      List.of(
          "gpt-4o",
          "gpt-4o-mini",
          "GPT-4o",
          "claude-3-5-haiku-latest",
          "claude-sonnet-4-5",
          "gemini-2.5-flash",
          "deepseek-chat",
          "llama-3.3-70b-versatile",
          "mistral-large-latest",
          "swift-1",
          "swift1",
          "swift-2",
          "deep-1",
          "llama3.2:70b",
          "gpt-99",
          "nonsense");

  private static final List<String> ANSWERS =
      List.of(
          "401",
          "402",
          "403",
          "404",
          "429",
          "429:20s",
          "429:10m",
          "500",
          "503",
          "400",
          "out-of-money",
          "invalid-key",
          "no-access",
          "too-long",
          "reset",
          "200",
          "ok",
          "302",
          "418",
          "409");

  /** What access keys and hosts limit a caller to. */
  private static final List<String> LIMITING_PROVIDERS =
      List.of("openai", "acme", "lab", "Google", "acme-too", "gone", "unheard-of");

  private static final List<String> LIMITING_MODELS =
      List.of(
          "gpt-4o",
          "swift-1",
          "SWIFT2",
          "openai:gpt-4o-mini",
          "acme:swift-1",
          "lab-too:deep-1",
          "gemini-2.5-flash",
          "gpt-99",
          "unheard-of");

  /** The one key that clients bring of their own. */
  static final String OWN_KEY = "sk-own-0123456789";

  private final Draw draw;
  private final List<String> offered;

  private RequestDraw(long seed, Policy policy) {
    this.draw = new Draw(seed);
    this.offered = offered(policy);
  }

  /** Names that mean something under the policy: a few of each provider it lists. */
  private static List<String> offered(Policy policy) {
    List<String> names = new ArrayList<>();
    for (Provider provider : policy.aiGateway().catalogue().providers()) {
      if (provider.configured()) {
        provider.models().stream()
            .filter(model -> model.configured() || MODELS.contains(model.id()))
            .limit(6)
            .forEach(model -> names.addAll(List.of(model.id(), provider.id() + ":" + model.id())));
        names.add(provider.id() + ":unheard-of");
      }
    }
    return names;
  }

  /**
   * One request.
   *
   * @param answers what the first attempts are answered
   */
  record Drawn(
      Surface surface,
      @Nullable String query,
      Headers headers,
      String body,
      Caller caller,
      List<String> answers) {}

  /** The request of this seed, under a policy. */
  static Drawn of(long seed, Policy policy) {
    return new RequestDraw(seed, policy).draw();
  }

  private Drawn draw() {
    Surface surface = draw.percent(85) ? Surface.CHAT_COMPLETIONS : Surface.MESSAGES;
    List<String> answers = new ArrayList<>();
    if (draw.percent(40)) {
      for (int i = draw.between(1, 4); i > 0; i--) {
        answers.add(draw.one(ANSWERS));
      }
    }
    String body = body();
    Caller caller = caller();
    return new Drawn(surface, query(), headers(caller), body, caller, answers);
  }

  private @Nullable String query() {
    return draw.percent(85) ? null : draw.one("a=1", "key=sk-in-query&b=2", "x=%20y&x=2", "");
  }

  private Headers headers(Caller caller) {
    Headers.Builder headers = Headers.builder().add("Content-Type", "application/json");
    if (draw.percent(30)) {
      headers.add("X-Team", draw.one("blue", "red", "gr\tey"));
    }
    if (draw.percent(20)) {
      headers.add("x-key", draw.one("openai-1", "acme-2", "none"));
    }
    if (draw.percent(20)) {
      headers.add("anthropic-version", "2023-06-01");
    }
    if (draw.percent(20)) {
      headers.add("cookie", "session=1").add("x-consumer-id", "spoofed");
    }
    if (draw.percent(20)) {
      headers.add("accept", "*/*").add("X-Multi", "one").add("x-multi", "two");
    }
    if (draw.percent(30)) {
      headers.add("x-provider-key", OWN_KEY);
    }
    if (caller.voucher() == Caller.Voucher.NOBODY && draw.percent(40)) {
      headers.add(draw.one("authorization", "x-api-key"), draw.one("Bearer ", "") + OWN_KEY);
    }
    return headers.build();
  }

  private Caller caller() {
    return switch (draw.between(0, 3)) {
      case 0 -> Caller.unknown("127.0.0.1");
      case 1 ->
          described(Caller.Voucher.HOST, "10.0.0.9", List.of("research"), Map.of("plan", "gold"));
      default ->
          described(Caller.Voucher.ACCESS_KEY, "127.0.0.1", List.of(), Map.of("team", "blue"));
    };
  }

  private Caller described(
      Caller.Voucher voucher, String address, List<String> groups, Map<String, Object> claims) {
    boolean host = voucher == Caller.Voucher.HOST;
    return new Caller(
        voucher,
        draw.one("batch", "app"),
        host ? "ada" : null,
        groups,
        host ? "key-7" : null,
        claims,
        address,
        draw.percent(15) ? draw.some(draw.between(1, 4), LIMITING_PROVIDERS) : null,
        draw.percent(15) ? draw.some(draw.between(1, 5), LIMITING_MODELS) : null);
  }

  private String body() {
    if (draw.percent(2)) {
      return draw.one("", "{", "[]", "{\"model\":1}", "{\"model\":\"gpt-4o\",}", "null");
    }
    List<String> members = new ArrayList<>();
    String name = draw.percent(8) ? null : name();
    if (name != null) {
      members.add("\"model\": \"" + name + "\"");
    }
    if (draw.percent(30)) {
      String quoted = "\"" + name() + "\",\"" + name() + "\"";
      members.add("\"models\":[" + quoted + "]");
    }
    members.add(
        "\"messages\":[{\"role\":\"user\",\"content\":\""
            + draw.one(
                "hi", "Grüße 🙂", "a\\nb", "one two three four five ".repeat(draw.one(1, 2, 3, 60)))
            + "\"}]");
    for (String more :
        draw.some(
            draw.between(0, 4),
            List.of(
                draw.one("\"stream\" : true", "\"stream\":null"),
                "\"temperature\":0.50",
                "\"user\":\"u1\"",
                "\"seed\":1",
                "\"n\":1",
                "\"max_tokens\":100",
                "\"tools\":[{\"type\":\"function\"}]",
                "\"x\":{\"model\":\"inner\"}"))) {
      members.add(more);
    }
    return "{"
        + String.join(draw.one(",", ", ", " ,\n "), draw.some(members.size(), members))
        + "}";
  }

  private String name() {
    if (draw.percent(12)) {
      return draw.one("auto", "ngrok/auto");
    }
    if (!offered.isEmpty() && draw.percent(85)) {
      return draw.one(offered);
    }
    String model = draw.one(MODELS);
    if (draw.percent(30)) {
      String provider = draw.one(PolicyDraw.PROVIDERS);
      return provider + (draw.percent(15) ? "-too:" : ":") + model;
    }
    return model;
  }
}
