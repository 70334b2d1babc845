package dev.keyway.schema;

import java.util.List;

/** The two shapes of the file. */
@Says("A Keyway policy: a traffic policy, or the configuration of an ai-gateway action alone.")
sealed interface PolicyFile {

  @Says("A traffic policy, as old files are: rules for requests and for their answers.")
  record TrafficPolicy(
      @Says(
              value =
                  "The rules for requests, in order; at least one holds an `ai-gateway` action.",
              required = true)
          List<RuleActions.RequestRule> onHttpRequest,
      @Says("The rules for answers, in order.") List<RuleActions.ResponseRule> onHttpResponse,
      @Says("The rules for the events of answers that are event streams, in order.")
          List<RuleActions.EventRule> onEventStreamMessage)
      implements PolicyFile {}

  /** The action's configuration. */
  @Says("What the ai-gateway action does. This object alone is a policy too.")
  record AiGateway(
      @Says(
              value =
                  "Whom requests may go to, in the order they are tried. Empty: every built-in"
                      + " provider, with the client's own key passed on.",
              fallback = "[]")
          List<Providers.Provider> providers,
      @Says(value = "Whether providers that are not listed are refused.", fallback = "false")
          Boolean onlyAllowConfiguredProviders,
      @Says(
              value = "Whether models that are not listed under their provider are refused.",
              fallback = "false")
          Boolean onlyAllowConfiguredModels,
      @Says(
              "Which models serve, and in which order; without it, those the client named, or all that"
                  + " are allowed.")
          ModelSelection modelSelection,
      @Says("How the keys of a provider are ordered; without it, as listed.")
          KeySelection apiKeySelection,
      @Says(
              value =
                  "Headers added to every request to a provider, over what the client sent. Values"
                      + " may hold `${…}`. Credentials, `Host` and framing headers can't be set.",
              example = "{\"x-team\": \"${client.consumer}\"}")
          Texts headers,
      @Says(
              value =
                  "Query parameters added to every request to a provider. Values may hold `${…}`.",
              example = "{\"tag\": \"keyway\"}")
          Texts queryParams,
      @Says(
              value =
                  "Top-level fields merged into the request's JSON body. A text may hold `${…}`; one"
                      + " lone `${…}` keeps the type of its result. Not `model`, `models` or `stream`.",
              example = "{\"user\": \"${client.consumer}\", \"store\": false}")
          Free body,
      @Says(
              value =
                  "The most tokens a prompt may have, counted before any provider is called: a larger"
                      + " one is refused with 413.",
              example = "100000")
          @Within(least = 1, most = 500_000)
          Long maxInputTokens,
      @Says(
              value =
                  "The most tokens a client may ask for in one answer: more, or no limit at all,"
                      + " becomes this.",
              example = "4096")
          @Within(least = 1, most = 500_000)
          Long maxOutputTokens,
      @Says(
              value =
                  "How long one attempt may take: until its headers (streaming) or its whole answer"
                      + " (not streaming). From 1ms to 24h.",
              fallback = "30s",
              example = "20s")
          Span perRequestTimeout,
      @Says(
              value =
                  "How long all attempts together may take, until the answer has begun. From 1ms to"
                      + " 24h.",
              fallback = "5m",
              example = "2m")
          Span totalTimeout,
      @Says(
              value = "The longest silence of a stream that has begun. From 1ms to 24h.",
              fallback = "5m",
              example = "1m30s")
          Span streamIdleTimeout,
      @Says(
              value =
                  "When a stream of chats or completions is asked to say what it used although its"
                      + " client does not ask: `auto` where a strategy goes by tokens or by the time"
                      + " for each, `always`, `never`. The client does not see it.",
              fallback = "auto",
              example = "always")
          @OneOf({"auto", "always", "never"})
          String streamUsage,
      @Says(
              value =
                  "What happens when every attempt failed: `halt` answers the client, `continue` goes"
                      + " on to the next action.",
              fallback = "halt",
              example = "halt")
          @OneOf({"halt", "continue"})
          String onError,
      @Says("What failures mean and how long they are remembered.") Failures.Failover failover,
      @Says("Who may call.") Access access,
      @Says(
              value =
                  "Whether answers name provider, model, key (its id) and number of attempts in"
                      + " `x-keyway-…` headers.",
              fallback = "none",
              example = "attempts")
          @OneOf({"attempts", "none"})
          String expose,
      @Says("The operator's own house keys, for callers of whom the policy has no key.")
          Providers.ManagedKeys managedKeys)
      implements PolicyFile {}

  @Says("A choice of models: docs/expressions.md lists fields and functions.")
  record ModelSelection(
      @Says(
              value =
                  "CEL expressions over `ai.models`, tried in order: the first that yields models"
                      + " decides. Of models the client named it keeps some, in the client's order; with"
                      + " `auto`, its order is the order of attempts.",
              example =
                  "[\"ai.models.onlyProviders(['openai']).underCost('text.input', 2.5)\", \"ai.models\"]")
          List<String> strategy) {}

  @Says("A choice of keys: docs/expressions.md lists fields and functions.")
  record KeySelection(
      @Says(
              value =
                  "CEL expressions over `ai.keys`, tried in order: the first that yields keys decides"
                      + " their order.",
              example = "[\"ai.keys.filter(k, k.quota.remaining_requests > 100)\", \"ai.keys\"]")
          List<String> strategy,
      @Says(
              value =
                  "How long a ranking of keys that goes by what is known of them may serve further"
                      + " requests: with hundreds of keys it spares most of the work, and what it goes by"
                      + " may be so old. From 1ms to 10ms. Left out: each request has its own. A key that"
                      + " has been set aside or cools down since is never brought back.",
              example = "5ms")
          Span reuseFor) {}

  @Says("Who may call. A host gateway or an access key vouches for a caller.")
  record Access(
      @Says(
              value =
                  "`authenticated` refuses callers nobody vouches for; `none` lets everybody in, and"
                      + " has to be written out. Access keys stand in the file that `access_keys_file`"
                      + " of keyway.yaml names. Left out: `authenticated` as soon as a provider has keys.",
              example = "authenticated")
          @OneOf({"authenticated", "none"})
          String require) {}

  /** A duration as Go writes it. */
  record Span() {}

  /** An object of any shape. */
  record Free() {}

  /** Names to texts, numbers or booleans. */
  record Texts() {}

  /** Prices, by type or in groups. */
  record Prices() {}
}
