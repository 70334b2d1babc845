package dev.keyway.select;

import dev.keyway.catalogue.Abilities;
import dev.keyway.catalogue.Author;
import dev.keyway.catalogue.Build;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.DataHandling;
import dev.keyway.catalogue.Datacenter;
import dev.keyway.catalogue.Limits;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.ModelFacts;
import dev.keyway.catalogue.Origin;
import dev.keyway.catalogue.Pricing;
import dev.keyway.catalogue.Provider;
import dev.keyway.facts.RequestFacts;
import dev.keyway.health.Health;
import dev.keyway.request.Format;
import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import dev.keyway.testing.ChatRequest;
import dev.keyway.testing.ManualGateway;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of models made by chance, the same for one seed. */
final class Worlds {

  private static final List<String> PROVIDERS = List.of("openai", "anthropic", "groq", "mistral");
  private static final List<String> IDS = List.of("a", "B", "c-mini", "d:8b", "E", "f", "g");
  private static final List<Author> AUTHORS =
      List.of(new Author("meta", List.of("meta-llama")), new Author("qwen", List.of("alibaba")));

  private final Random random;

  private Worlds(long seed) {
    this.random = new Random(seed);
  }

  /** Candidates in an order of their own. */
  static List<Candidate> candidates(long seed) {
    return new Worlds(seed).candidates();
  }

  /** All built-in models, as a policy with keys for every provider would allow them. */
  static List<Candidate> everyBuiltInModel() {
    List<Candidate> all = new ArrayList<>();
    for (Provider provider : Catalogue.builtIn().providers()) {
      provider.models().forEach(model -> all.add(candidate(provider, model)));
    }
    return all;
  }

  static ModelScene scene(List<Candidate> candidates) {
    return scene(candidates, new Health());
  }

  static ModelScene scene(List<Candidate> candidates, Health health) {
    RequestFacts request = ChatRequest.facts();
    return new ModelScene(
        new ManualGateway().get(), candidates, request, health, request.head().time());
  }

  private static Candidate candidate(Provider provider, Model model) {
    return new Candidate(
        provider,
        model,
        true,
        Objects.requireNonNull(
            Objects.requireNonNull(Catalogue.builtIn().provider("openai"))
                .endpoints()
                .get(Format.OPENAI)),
        List.of(Payer.POLICY));
  }

  private List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    for (String provider : PROVIDERS) {
      for (String id : IDS) {
        if (random.nextInt(3) > 0) {
          all.add(
              candidate(Objects.requireNonNull(Catalogue.builtIn().provider(provider)), model(id)));
        }
      }
    }
    Collections.shuffle(all, random);
    return all;
  }

  private Model model(String id) {
    return new Model(
        id,
        random.nextBoolean()
            ? List.of(id.toUpperCase(java.util.Locale.ROOT) + "-latest")
            : List.of(),
        new ModelFacts(
            maybe(AUTHORS.get(random.nextInt(AUTHORS.size()))),
            null,
            null,
            new Limits(maybe(random.nextLong(100_000)), null),
            Abilities.UNKNOWN,
            Build.UNKNOWN,
            DataHandling.UNKNOWN,
            pricing(),
            maybe(datacenters())),
        null,
        null,
        Set.of(),
        false,
        Origin.CUSTOM,
        metadata());
  }

  private Pricing pricing() {
    Map<String, Double> prices = new HashMap<>();
    for (String type : List.of("text.input", "text.output")) {
      if (random.nextInt(4) > 0) {
        prices.put(type, random.nextInt(8) / 2.0);
      }
    }
    return Pricing.of(prices);
  }

  private List<Datacenter> datacenters() {
    List<Datacenter> places = new ArrayList<>();
    for (String region : List.of("us-east-1", "eu-west-1")) {
      if (random.nextBoolean()) {
        places.add(new Datacenter(region.startsWith("us") ? "US" : "IE", region));
      }
    }
    return places;
  }

  private Map<String, Object> metadata() {
    return switch (random.nextInt(4)) {
      case 0 -> Map.of("tier", "gold", "team", Map.of("name", "blue"), "weight", 3L);
      case 1 -> Map.of("tier", "free", "team.name", "red", "weight", 0L);
      case 2 -> Map.of("weight", 1.5);
      default -> Map.of();
    };
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextInt(4) > 0 ? value : null;
  }
}
