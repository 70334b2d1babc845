package dev.keyway.catalogue;

import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of a provider, less its keys. A null field leaves what the built-in catalogue
 * says.
 *
 * @param id the provider's id, lower case
 * @param aliases further names, lower case
 * @param baseUrl where it answers
 * @param about what people read of it
 * @param auth how a key travels, or null: the catalogue's way, else by host, else by format
 * @param surfaces what it supports; empty: the catalogue's, else the OpenAI format
 */
public record ProviderDefinition(
    String id,
    List<String> aliases,
    @Nullable URI baseUrl,
    About about,
    @Nullable AuthStyle auth,
    List<SupportedSurface> surfaces,
    List<ModelDefinition> models,
    boolean disabled,
    Map<String, Object> metadata) {

  public ProviderDefinition {
    aliases = List.copyOf(aliases);
    surfaces = List.copyOf(surfaces);
    models = List.copyOf(models);
    metadata = Map.copyOf(metadata);
  }

  /**
   * One entry of {@code supported_api_surfaces}.
   *
   * @param surface null: every surface of the format
   * @param supportedParams null: all top-level body fields
   */
  public record SupportedSurface(
      Format format, @Nullable Surface surface, @Nullable Set<String> supportedParams) {}

  /**
   * One entry of {@code models}.
   *
   * @param facts what it says of the model; what is unknown here leaves what the built-in data says
   */
  public record ModelDefinition(
      String id,
      List<String> aliases,
      ModelFacts facts,
      Set<String> unsupportedParams,
      boolean disabled,
      Map<String, Object> metadata) {}
}
