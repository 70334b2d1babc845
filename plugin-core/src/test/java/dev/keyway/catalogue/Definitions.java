package dev.keyway.catalogue;

import dev.keyway.catalogue.ProviderDefinition.ModelDefinition;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy might say, for tests: start with {@link #provider} or {@link #model} and add to it.
 */
public record Definitions(ProviderDefinition get) {

  public static Definitions provider(String id) {
    return new Definitions(
        new ProviderDefinition(
            id, List.of(), null, About.NOTHING, null, List.of(), List.of(), false, Map.of()));
  }

  public Definitions aliases(String... aliases) {
    return with(
        List.of(aliases), get.baseUrl(), get.auth(), get.surfaces(), get.models(), get.disabled());
  }

  public Definitions at(String url) {
    return with(
        get.aliases(), URI.create(url), get.auth(), get.surfaces(), get.models(), get.disabled());
  }

  public Definitions auth(AuthStyle auth) {
    return with(get.aliases(), get.baseUrl(), auth, get.surfaces(), get.models(), get.disabled());
  }

  public Definitions surfaces(SupportedSurface... surfaces) {
    return with(
        get.aliases(), get.baseUrl(), get.auth(), List.of(surfaces), get.models(), get.disabled());
  }

  public Definitions models(ModelDefinition... models) {
    return with(
        get.aliases(), get.baseUrl(), get.auth(), get.surfaces(), List.of(models), get.disabled());
  }

  public Definitions disabled() {
    return with(get.aliases(), get.baseUrl(), get.auth(), get.surfaces(), get.models(), true);
  }

  private Definitions with(
      List<String> aliases,
      @Nullable URI url,
      @Nullable AuthStyle auth,
      List<SupportedSurface> surfaces,
      List<ModelDefinition> models,
      boolean disabled) {
    return new Definitions(
        new ProviderDefinition(
            get.id(), aliases, url, get.about(), auth, surfaces, models, disabled, Map.of()));
  }

  public static ModelDefinition model(String id, String... aliases) {
    return model(id, false, Set.of(), aliases);
  }

  public static ModelDefinition disabledModel(String id) {
    return model(id, true, Set.of());
  }

  public static ModelDefinition modelWithout(String id, String... unsupportedParams) {
    return model(id, false, Set.of(unsupportedParams));
  }

  private static ModelDefinition model(
      String id, boolean disabled, Set<String> unsupportedParams, String... aliases) {
    return new ModelDefinition(
        id, List.of(aliases), ModelFacts.UNKNOWN, unsupportedParams, disabled, Map.of());
  }
}
