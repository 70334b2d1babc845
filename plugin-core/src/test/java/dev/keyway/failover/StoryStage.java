package dev.keyway.failover;

import dev.keyway.catalogue.Abilities;
import dev.keyway.catalogue.About;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Build;
import dev.keyway.catalogue.DataHandling;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Limits;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.ModelFacts;
import dev.keyway.catalogue.Origin;
import dev.keyway.catalogue.Pricing;
import dev.keyway.catalogue.Provider;
import dev.keyway.catalogue.UsageInStreams;
import dev.keyway.classify.Classifier;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.Strategy;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import dev.keyway.select.KeySelection;
import dev.keyway.select.Rankings;
import dev.keyway.testing.ChatRequest;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualGateway;
import dev.keyway.testing.ManualSecret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a failover story needs but a socket: keys, models, health, a clock that stands still.
 */
final class StoryStage {

  final ManualClock clock = new ManualClock();
  final Health health = new Health();
  final Map<String, ManualSecret> secrets = new HashMap<>();
  private final AiGateway gateway;
  private final List<Candidate> candidates = new ArrayList<>();

  StoryStage(Story story, List<Strategy> strategies) {
    FailoverSettings defaults = FailoverSettings.DEFAULTS;
    Map<String, String> set = story.settings();
    ManualGateway action =
        new ManualGateway()
            .strategies(strategies)
            .perRequestTimeout(Duration.parse(set.getOrDefault("per_request_timeout", "PT30S")))
            .totalTimeout(Duration.parse(set.getOrDefault("total_timeout", "PT5M")))
            .failover(
                new FailoverSettings(
                    "any_error".equals(set.get("on")),
                    defaults.streamGuard(),
                    defaults.cooldownFirst(),
                    defaults.cooldownLongest(),
                    defaults.longestHint(),
                    defaults.outOfMoneyFirst(),
                    defaults.outOfMoneyLongest(),
                    defaults.breaker(),
                    Integer.parseInt(set.getOrDefault("slow_start", "0")),
                    List.of()));
    action
        .houseOnExhausted("use".equals(set.get("on_exhausted")))
        .houseAfterClientKey("use".equals(set.get("after_client_key")));
    story
        .providers()
        .forEach((provider, names) -> action.keys(provider, keys(provider, names, false)));
    story
        .house()
        .forEach((provider, names) -> action.houseKeys(provider, keys(provider, names, true)));
    this.gateway = action.get();
    Map<String, Provider> providers = new HashMap<>();
    for (String model : story.models()) {
      String provider = model.split(":", 2)[0];
      candidates.add(candidate(model, providers, payers(story, provider)));
    }
  }

  /** What routing says of a caller somebody vouches for, who brings a key of its own. */
  private static List<Payer> payers(Story story, String provider) {
    boolean house = story.house().containsKey(provider);
    boolean onExhausted = "use".equals(story.settings().get("on_exhausted"));
    boolean afterClientKey = "use".equals(story.settings().get("after_client_key"));
    if (story.providers().containsKey(provider)) {
      return house && onExhausted ? List.of(Payer.POLICY, Payer.HOUSE) : List.of(Payer.POLICY);
    }
    boolean own = "own".equals(story.settings().get("client"));
    if (house && !own) {
      return List.of(Payer.HOUSE);
    }
    return house && afterClientKey ? List.of(Payer.CLIENT, Payer.HOUSE) : List.of(Payer.CLIENT);
  }

  AttemptSequence request() {
    FailoverSettings failover = gateway.failover();
    return new AttemptSequence(
        gateway,
        ChatRequest.facts(),
        candidates,
        health,
        new KeySelection(gateway, health, new Random(1), new Rankings()),
        new Classifier(failover.classify(), failover.anyError(), failover.longestHint()),
        clock.instant());
  }

  /** A key is written as its name, or as name and group: {@code primary/account-1}. */
  private List<ApiKey> keys(String provider, List<String> names, boolean house) {
    List<ApiKey> keys = new ArrayList<>();
    for (String name : names) {
      String[] parts = name.split("/", 2);
      ManualSecret secret = new ManualSecret("sk-" + parts[0]);
      secrets.put(parts[0], secret);
      String identity = provider + ":" + parts[0];
      String group = parts.length > 1 ? parts[1] : null;
      keys.add(new ApiKey(provider, parts[0], identity, secret, group, null, Map.of(), house));
    }
    return keys;
  }

  /** A model is written {@code provider:model} or {@code provider:model/window}. */
  private static Candidate candidate(
      String text, Map<String, Provider> providers, List<Payer> payers) {
    String[] parts = text.split("[:/]", 3);
    Provider provider = providers.computeIfAbsent(parts[0], StoryStage::provider);
    Model model = model(parts[1], parts.length > 2 ? Long.valueOf(parts[2]) : null);
    Endpoint endpoint =
        java.util.Objects.requireNonNull(provider.endpointFor(Surface.CHAT_COMPLETIONS));
    return new Candidate(provider, model, true, endpoint, payers);
  }

  private static Model model(String id, @Nullable Long window) {
    ModelFacts facts =
        new ModelFacts(
            null,
            null,
            null,
            new Limits(window, null),
            Abilities.UNKNOWN,
            Build.UNKNOWN,
            DataHandling.UNKNOWN,
            Pricing.UNKNOWN,
            null);
    return new Model(id, List.of(), facts, null, null, Set.of(), false, Origin.BUILT_IN, Map.of());
  }

  private static Provider provider(String id) {
    Endpoint endpoint =
        new Endpoint(
            Format.OPENAI,
            URI.create("https://" + id + ".example/v1"),
            AuthStyle.BEARER,
            Headers.empty(),
            Map.of(),
            List.of(),
            UsageInStreams.WHEN_ASKED);
    return new Provider(
        id,
        List.of(),
        About.NOTHING,
        Map.of(Format.OPENAI, endpoint),
        List.of(),
        false,
        true,
        false,
        Map.of());
  }
}
