package dev.keyway.catalogue;

import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.ProviderDefinition.ModelDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a policy says of a model, over what the data files say. */
class ModelMergeTest {

  private static final Model BUILT_IN = model(Catalogue.builtIn(), "anthropic", "claude-haiku-4-5");

  @Test
  void builtInModels_haveTheirPrices() {
    assertThat(BUILT_IN.pricing().all())
        .isEqualTo(
            Map.of(
                "text.input", 1.0,
                "text.output", 5.0,
                "text.cached_input", 0.1,
                "text.cache_write", 1.25));
    assertThat(BUILT_IN.origin()).isEqualTo(Origin.BUILT_IN);
  }

  @Test
  void authors_areKnownByTheirOtherNames() {
    Model llama = model(Catalogue.builtIn(), "groq", "llama-guard-3-8b");
    assertThat(llama.author()).isEqualTo(new Author("meta", List.of("meta-llama", "meta-models")));
  }

  @Test
  void aFactThePolicyLeavesOut_staysAsItWas() {
    Model merged = merged("claude-haiku-4-5", ModelFacts.UNKNOWN);
    assertThat(merged.facts()).isEqualTo(BUILT_IN.facts());
    assertThat(merged.origin()).isEqualTo(Origin.ADJUSTED);
  }

  @Test
  void prices_areMergedTypeByType() {
    Model merged = merged("claude-haiku-4-5", priced(Map.of("input", 0.8)));
    assertThat(merged.pricing().all())
        .isEqualTo(
            Map.of(
                "text.input", 0.8,
                "text.output", 5.0,
                "text.cached_input", 0.1,
                "text.cache_write", 1.25));
  }

  @Test
  void datacenters_areThePolicys() {
    ModelFacts said = facts(null, Pricing.UNKNOWN, List.of(new Datacenter("NO", null)));
    Model merged = merged("claude-haiku-4-5", said);
    assertThat(merged.datacenters()).containsExactly(new Datacenter("NO", null));
    assertThat(merged.pricing()).isEqualTo(BUILT_IN.pricing());
  }

  @Test
  void author_keepsTheNameThePolicyGivesIt_andGetsTheOthers() {
    Author said = new Author("meta-llama", List.of("facebook"));
    Author merged = merged("llama-of-ours", facts(said, Pricing.UNKNOWN, null)).author();
    assertThat(merged)
        .isEqualTo(new Author("meta-llama", List.of("facebook", "meta", "meta-models")));
  }

  @Test
  void authorOfThePolicysOwn_staysAsItIs() {
    Author said = new Author("acme", List.of("acme-ai"));
    Model merged = merged("acme-1", facts(said, Pricing.UNKNOWN, null));
    assertThat(merged.author()).isEqualTo(said);
    assertThat(merged.custom()).isTrue();
  }

  private static ModelFacts priced(Map<String, Double> prices) {
    return facts(null, Pricing.of(prices), null);
  }

  private static ModelFacts facts(
      @Nullable Author author, Pricing pricing, @Nullable List<Datacenter> datacenters) {
    return new ModelFacts(
        author,
        null,
        null,
        Limits.UNKNOWN,
        Abilities.UNKNOWN,
        Build.UNKNOWN,
        DataHandling.UNKNOWN,
        pricing,
        datacenters);
  }

  private static Model merged(String id, ModelFacts said) {
    ModelDefinition definition =
        new ModelDefinition(id, List.of(), said, Set.of(), false, Map.of());
    Catalogue catalogue =
        Catalogue.builtIn().with(List.of(provider("anthropic").models(definition).get()));
    return model(catalogue, "anthropic", id);
  }

  private static Model model(Catalogue catalogue, String provider, String id) {
    return Objects.requireNonNull(catalogue.model(provider, id));
  }
}
