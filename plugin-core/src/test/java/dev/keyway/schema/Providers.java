package dev.keyway.schema;

import dev.keyway.schema.PolicyFile.Free;
import dev.keyway.schema.PolicyFile.Prices;
import java.util.List;

/** Providers, their keys and their models. */
final class Providers {

  private Providers() {}

  @Says(
      "A provider. A built-in one needs its id alone; what is written here goes over what is known of it.")
  record Provider(
      @Says(
              value =
                  "The id of a built-in provider (`openai`, `anthropic`, `google` …), or a name of"
                      + " your own. Case does not count.",
              required = true,
              example = "openai")
          String id,
      @Says(
              value =
                  "Further names. One may be a built-in provider's id: this provider then stands in"
                      + " front of it.",
              fallback = "[]",
              example = "[\"house\"]")
          List<String> idAliases,
      @Says(
              value =
                  "Where it answers; the client's path less `/v1` is appended. Needed for a provider"
                      + " that is not built in. `https`, unless the host is private.",
              example = "https://proxy.example.com/openai/v1")
          String baseUrl,
      @Says(
              value =
                  "Whether `http` is allowed although the host may be public: keys then go unencrypted.",
              fallback = "false")
          Boolean allowHttp,
      @Says(value = "For people.", example = "OpenAI through our proxy") String displayName,
      @Says(value = "For people.", example = "Egress through the proxy in Oslo") String description,
      @Says(value = "For people: where to read more.", example = "https://wiki.example.com/llm")
          String website,
      @Says(value = "Whether it is switched off.", fallback = "false") Boolean disabled,
      @Says(value = "Anything of your own, for expressions.", example = "{\"tier\": 1}")
          Free metadata,
      @Says("How a key travels; without it, as the provider is known to want it.") Auth auth,
      @Says(
              value =
                  "The account that the keys draw on: when it is out of money or rate-limited, all its"
                      + " keys are. Left out: each key is a group of its own.",
              example = "main-account")
          String quotaGroup,
      @Says(
              value =
                  "Your keys, in the order they are tried. Empty or left out: the client's own key is"
                      + " passed on.",
              fallback = "[]")
          List<ApiKey> apiKeys,
      @Says("Models of which there is more to say, or that are not built in. They come first.")
          List<Model> models,
      @Says(
              "What of the two APIs it serves; without it, what it is known to serve, else the OpenAI"
                  + " format.")
          List<Surface> supportedApiSurfaces) {}

  @Says("How a key travels to a provider.")
  record Auth(
      @Says(
              value =
                  "`bearer`: in `Authorization`; `header`: alone in the header `name`; `query`: in the"
                      + " query parameter `name`, which lands in logs.",
              required = true,
              example = "header")
          @OneOf({"bearer", "header", "query"})
          String style,
      @Says(
              value = "The header or query parameter; needed by both, not with `bearer`.",
              example = "x-provider-token")
          String name) {}

  @Says("One key of a provider.")
  record ApiKey(
      @Says(
              value =
                  "`${secrets.get('vault', 'name')}`, or with one argument from the vault `default`."
                      + " The key itself works too, and then stands in this file.",
              required = true,
              example = "${secrets.get('openai', 'primary-key')}")
          String value,
      @Says(
              value = "What records and metrics call it. Left out: vault/name of its secret.",
              example = "primary")
          String id,
      @Says(
              value = "The account it draws on, when others share it. Left out: the provider's.",
              example = "main-account")
          String quotaGroup,
      @Says(value = "The only models it may be used for; left out: all.", example = "[\"gpt-4o\"]")
          List<String> models,
      @Says(
              value = "Anything of your own, for expressions (`k.metadata`).",
              example = "{\"owner\": \"search\"}")
          Free metadata) {}

  @Says("The operator's house keys. They serve only callers somebody vouches for.")
  record ManagedKeys(
      @Says("Whose keys, and which.") List<HouseProvider> providers,
      @Says(
              value =
                  "Whether a house key serves when the policy's own keys of that provider are"
                      + " exhausted: `use` or `refuse`.",
              fallback = "refuse",
              example = "use")
          @OneOf({"refuse", "use"})
          String onExhausted,
      @Says(
              value =
                  "Whether a house key serves when the client's own credential did not: `use` or"
                      + " `refuse`.",
              fallback = "refuse",
              example = "use")
          @OneOf({"refuse", "use"})
          String afterClientKey) {}

  @Says("House keys of one provider.")
  record HouseProvider(
      @Says(
              value = "A built-in provider's id or alias, or that of one listed under `providers`.",
              required = true,
              example = "anthropic")
          String id,
      @Says(
              value =
                  "The account that the keys draw on. Left out: each key is a group of its own.",
              example = "house-account")
          String quotaGroup,
      @Says(value = "The keys, in the order they are tried.", required = true)
          List<ApiKey> apiKeys) {}

  @Says("One model of a provider. What is left out stays as it is known.")
  record Model(
      @Says(
              value = "What the provider calls it; sent as it is.",
              required = true,
              example = "gpt-4o")
          String id,
      @Says(
              value =
                  "Further names that clients may use. One may be a known model's id: this model then"
                      + " stands in front of it.",
              fallback = "[]",
              example = "[\"best\"]")
          List<String> idAliases,
      @Says(value = "Who made it.", example = "openai") String authorId,
      @Says(value = "Other names of who made it; with `author_id` only.", example = "[\"open-ai\"]")
          List<String> authorIdAliases,
      @Says(value = "For people.", example = "GPT-4o") String displayName,
      @Says(value = "For people.", example = "Good at everything") String description,
      @Says(value = "Whether it is switched off.", fallback = "false") Boolean disabled,
      @Says(value = "Anything of your own, for expressions.", example = "{\"tier\": 1}")
          Free metadata,
      @Says(value = "What it reads: `text`, `image`, `audio` …", example = "[\"text\", \"image\"]")
          List<String> inputModalities,
      @Says(value = "What it writes: `text`, `image`, `audio` …", example = "[\"text\"]")
          List<String> outputModalities,
      @Says(value = "Tokens of input and output together.", example = "128000")
          @Within(least = 1, most = 1_000_000_000)
          Long maxContextWindow,
      @Says(value = "Tokens of one answer at most.", example = "16384")
          @Within(least = 1, most = 1_000_000_000)
          Long maxOutputTokens,
      @Says(
              value = "Such as `tool-calling`, `structured-output`, `reasoning`.",
              example = "[\"tool-calling\"]")
          List<String> supportedFeatures,
      @Says("Top-level fields of the request's body that it does not take: they are removed.")
          List<Param> unsupportedParams,
      @Says(
              value =
                  "US dollars per million tokens by type: `text.input`, `text.output`,"
                      + " `text.cached_input`, `text.cache_write`, or types of your own. In groups"
                      + " (`text: {input: 2.5}`) or whole (`text.input: 2.5`); `input` alone means"
                      + " `text.input`. Merged over what is known, price by price.",
              example = "{\"text\": {\"input\": 2.5, \"output\": 10}}")
          Prices pricing,
      @Says("Where it runs.") List<Datacenter> datacenters,
      @Says(value = "How many parameters it has.", example = "70000000000")
          @Within(least = 1, most = 1_000_000_000_000_000L)
          Long parameterCount,
      @Says(value = "How its parameters are stored.", example = "fp8") String quantization,
      @Says(value = "Whether it is trained on what it is sent, in your words.", example = "never")
          String dataTrainingPolicy,
      @Says(value = "For how many days what it is sent is kept.", example = "30")
          @Within(most = 36_500)
          Long dataRetentionDays,
      @Says(value = "Why or how it is kept, in your words.", example = "abuse monitoring")
          String dataRetentionPolicy) {}

  @Says("A place where a model runs: its country, its region, or both.")
  record Datacenter(
      @Says(value = "Two letters (ISO 3166-1).", example = "NO") String countryCode,
      @Says(value = "The provider's name for it.", example = "eu-north-1") String region) {}

  @Says("One API of a provider.")
  record Surface(
      @Says(value = "Whose format it is.", fallback = "openai", example = "openai")
          @OneOf({"openai", "anthropic"})
          String format,
      @Says(
              value =
                  "The one API that is meant, or a group of them (`images`, `audio`); left out: every"
                      + " one of the format.",
              example = "chat-completions")
          @OneOf({
            "chat-completions",
            "completions",
            "responses",
            "embeddings",
            "images-generations",
            "images-edits",
            "images-variations",
            "audio-speech",
            "audio-transcriptions",
            "audio-translations",
            "moderations",
            "rerank",
            "messages",
            "count-tokens",
            "images",
            "audio"
          })
          String surface,
      @Says(
              "The only top-level fields of the request's body it takes, others are removed; left out:"
                  + " all.")
          List<Param> supportedParams) {}

  @Says("A top-level field of a request's body.")
  record Param(@Says(value = "Its name.", required = true, example = "temperature") String name) {}
}
