package dev.keyway.catalogue;

import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider: the catalogue's facts with a policy's merged over them. It knows nothing of keys.
 *
 * @param id lower case; what records, metrics and prefixes name it by
 * @param aliases other names, lower case
 * @param about what people read of it
 * @param endpoints where it answers, at most one per format
 * @param models its models, those a policy lists first
 * @param custom whether it is absent from the built-in catalogue
 * @param configured whether the policy lists it
 * @param disabled whether the policy has switched it off
 * @param metadata free data of the policy
 */
public record Provider(
    String id,
    List<String> aliases,
    About about,
    Map<Format, Endpoint> endpoints,
    List<Model> models,
    boolean custom,
    boolean configured,
    boolean disabled,
    Map<String, Object> metadata) {

  public Provider {
    aliases = List.copyOf(aliases);
    endpoints = Map.copyOf(endpoints);
    models = List.copyOf(models);
    metadata = Map.copyOf(metadata);
  }

  /** Prints its name alone: it may have hundreds of models. */
  @Override
  public String toString() {
    return "Provider[" + id + "]";
  }

  /** For people: its id where nothing better is known. */
  public String displayName() {
    return Objects.requireNonNullElse(about.displayName(), id);
  }

  /** The endpoint for requests of this surface, or null when the provider does not offer it. */
  public @Nullable Endpoint endpointFor(Surface surface) {
    Endpoint endpoint = endpoints.get(surface.format());
    return endpoint != null && endpoint.offers(surface) ? endpoint : null;
  }

  /**
   * This endpoint of the provider as it is when the provider's traffic goes to another address: the
   * main endpoint (the OpenAI format's, where there is one) moves there, the other keeps its place
   * relative to it. Path and query of the address count.
   */
  public Endpoint moved(Endpoint endpoint, URI address) {
    Endpoint openAi = endpoints.get(Format.OPENAI);
    URI main = openAi == null ? endpoint.baseUrl() : openAi.baseUrl();
    return endpoint.at(BaseUrl.move(endpoint.baseUrl(), main, address));
  }
}
