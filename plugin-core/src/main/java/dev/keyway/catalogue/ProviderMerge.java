package dev.keyway.catalogue;

import dev.keyway.catalogue.Endpoint.SurfaceSupport;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.catalogue.ProviderRow.Offered;
import dev.keyway.http.Headers;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes providers of what the built-in data and a policy say, the policy's word first, field by
 * field.
 */
final class ProviderMerge {

  /** What the Anthropic format wants beside a key (docs.anthropic.com, API versioning). */
  private static final Headers ANTHROPIC_HEADERS = Headers.of("anthropic-version", "2023-06-01");

  /** Azure's own names on one of its hosts, whatever the provider is called there. */
  private static final List<String> AZURE_OUTPUT_LIMITS =
      List.of("max_completion_tokens", "max_tokens");

  private ProviderMerge() {}

  /** A provider of which no policy says anything. */
  static Provider builtIn(ProviderRow row) {
    Map<Format, Endpoint> endpoints = new EnumMap<>(Format.class);
    row.offers()
        .forEach((format, offered) -> {
          if (offered.url() != null) {
            endpoints.put(
                format,
                endpoint(format, offered.url(), offered, SurfaceSupports.of(offered.surfaces())));
          }
        });
    return new Provider(
        row.id(),
        row.aliases(),
        About.named(row.name()),
        endpoints,
        row.models(),
        false,
        false,
        false,
        Map.of());
  }

  /** A provider a policy defines, over the built-in row of that name if there is one. */
  static Provider merged(
      ProviderDefinition definition, @Nullable ProviderRow row, Authors authors) {
    List<Model> builtIn = row == null ? List.of() : row.models();
    return new Provider(
        definition.id(),
        aliases(definition, row),
        row == null ? definition.about() : definition.about().over(About.named(row.name())),
        endpoints(definition, row == null ? Map.of() : row.offers()),
        new ModelMerge(authors).merged(definition.models(), builtIn),
        row == null,
        true,
        definition.disabled(),
        definition.metadata());
  }

  private static List<String> aliases(ProviderDefinition definition, @Nullable ProviderRow row) {
    Set<String> aliases = new LinkedHashSet<>();
    definition.aliases().forEach(alias -> aliases.add(alias.toLowerCase(Locale.ROOT)));
    if (row != null) {
      aliases.addAll(row.aliases());
      aliases.add(row.id());
    }
    aliases.remove(definition.id().toLowerCase(Locale.ROOT));
    return List.copyOf(aliases);
  }

  private static Map<Format, Endpoint> endpoints(
      ProviderDefinition definition, Map<Format, Offered> offers) {
    Map<Format, Endpoint> endpoints = new EnumMap<>(Format.class);
    for (Format format : formats(definition, offers)) {
      Offered offered = offers.get(format);
      URI url = url(definition.baseUrl(), offered, main(offers));
      if (url != null) {
        Offered way =
            new Offered(
                url,
                auth(definition, format, offered),
                headers(format, offered),
                surfaces(definition, offered),
                outputLimits(definition, offered),
                offered == null ? UsageInStreams.WHEN_ASKED : offered.usageInStreams());
        endpoints.put(format, endpoint(format, url, way, supports(definition, format, way)));
      }
    }
    return endpoints;
  }

  private static Endpoint endpoint(
      Format format, URI url, Offered way, Map<Surface, SurfaceSupport> surfaces) {
    return new Endpoint(
        format,
        url,
        way.auth(),
        way.defaultHeaders(),
        surfaces,
        way.outputLimits(),
        way.usageInStreams());
  }

  /** What the catalogue knows of surfaces holds where the policy says nothing of any. */
  private static Map<Surface, SurfaceSupport> supports(
      ProviderDefinition definition, Format format, Offered way) {
    return definition.surfaces().isEmpty()
        ? SurfaceSupports.of(way.surfaces())
        : SurfaceSupports.of(format, definition.surfaces());
  }

  /**
   * The address of a policy may be that of another server, of which the catalogue knows nothing.
   */
  private static List<Surface> surfaces(ProviderDefinition definition, @Nullable Offered offered) {
    return offered == null || definition.baseUrl() != null ? List.of() : offered.surfaces();
  }

  private static Set<Format> formats(ProviderDefinition definition, Map<Format, Offered> offers) {
    Set<Format> formats = new LinkedHashSet<>();
    for (SupportedSurface surface : definition.surfaces()) {
      formats.add(surface.format());
    }
    if (formats.isEmpty()) {
      formats.addAll(offers.keySet());
    }
    return formats.isEmpty() ? Set.of(Format.OPENAI) : formats;
  }

  /** The main address of the built-in data: what a policy's {@code base_url} replaces. */
  private static @Nullable URI main(Map<Format, Offered> offers) {
    Offered openAi = offers.get(Format.OPENAI);
    return openAi == null ? null : openAi.url();
  }

  private static @Nullable URI url(
      @Nullable URI configured, @Nullable Offered offered, @Nullable URI main) {
    URI builtIn = offered == null ? null : offered.url();
    if (configured == null) {
      return builtIn == null ? main : builtIn;
    }
    return builtIn == null || main == null ? configured : BaseUrl.move(builtIn, main, configured);
  }

  /**
   * The built-in way of sending a key belongs to the built-in address; on one of Azure's hosts,
   * Azure's way is right whatever the provider is called.
   */
  private static AuthStyle auth(
      ProviderDefinition definition, Format format, @Nullable Offered offered) {
    if (definition.auth() != null) {
      return definition.auth();
    }
    if (BaseUrl.isAzureOpenAi(definition.baseUrl())) {
      return AuthStyle.header("api-key");
    }
    if (offered != null) {
      return offered.auth();
    }
    return format == Format.ANTHROPIC ? AuthStyle.header("x-api-key") : AuthStyle.BEARER;
  }

  private static List<String> outputLimits(
      ProviderDefinition definition, @Nullable Offered offered) {
    if (offered != null) {
      return offered.outputLimits();
    }
    return BaseUrl.isAzureOpenAi(definition.baseUrl()) ? AZURE_OUTPUT_LIMITS : List.of();
  }

  private static Headers headers(Format format, @Nullable Offered offered) {
    if (offered != null) {
      return offered.defaultHeaders();
    }
    return format == Format.ANTHROPIC ? ANTHROPIC_HEADERS : Headers.empty();
  }
}
