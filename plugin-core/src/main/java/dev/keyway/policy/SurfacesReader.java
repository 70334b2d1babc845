package dev.keyway.policy;

import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.document.Fields;
import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a provider's {@code supported_api_surfaces}. */
final class SurfacesReader {

  /** Surfaces that old files name and that are not served yet. */
  private static final List<String> NOT_YET =
      List.of(
          "completions",
          "responses",
          "embeddings",
          "images",
          "audio",
          "moderations",
          "rerank",
          "count-tokens",
          "models");

  private final Reading reading;

  SurfacesReader(Reading reading) {
    this.reading = reading;
  }

  Surfaces read(Fields provider) {
    List<SupportedSurface> served = new ArrayList<>();
    List<Fields> entries = provider.objects("supported_api_surfaces");
    int unserved = 0;
    for (Fields entry : entries) {
      Node.Scalar name = entry.scalar("surface");
      Format format = entry.choice("format", List.of(Format.values()), Format::wireName);
      Set<String> params = NamedParams.read(reading, entry, "supported_params");
      entry.end();
      if (name != null && NOT_YET.contains(name.text())) {
        reading
            .problems()
            .warning(name.place(), "not served yet; the entry has no effect until it is");
        unserved++;
      } else {
        add(entry, name, format, params, served);
      }
    }
    boolean none = unserved > 0 && unserved == entries.size();
    if (none) {
      reading
          .problems()
          .warning(
              provider.place("supported_api_surfaces"),
              "none of these is served yet, so this provider is never chosen");
    }
    return new Surfaces(served, none);
  }

  private void add(
      Fields entry,
      Node.@Nullable Scalar name,
      @Nullable Format format,
      @Nullable Set<String> params,
      List<SupportedSurface> served) {
    Surface surface = name == null ? null : surface(name);
    if (surface != null && format != null && surface.format() != format) {
      reading.error(
          entry.place("surface"),
          "%s belongs to the %s format".formatted(surface.wireName(), surface.format().wireName()));
    }
    Format meant = format == null && surface != null ? surface.format() : format;
    served.add(new SupportedSurface(meant == null ? Format.OPENAI : meant, surface, params));
  }

  private @Nullable Surface surface(Node.Scalar name) {
    for (Surface surface : Surface.values()) {
      if (surface.wireName().equals(name.text())) {
        return surface;
      }
    }
    List<String> known =
        new ArrayList<>(Arrays.stream(Surface.values()).map(Surface::wireName).toList());
    known.addAll(NOT_YET);
    reading
        .problems()
        .error(
            name.place(),
            "expected one of " + String.join(", ", known),
            Nearest.of(name.text(), known));
    return null;
  }

  /**
   * What a provider says of surfaces.
   *
   * @param noneServed whether it names surfaces and none of them is served yet
   */
  record Surfaces(List<SupportedSurface> served, boolean noneServed) {}
}
