package dev.keyway.policy;

import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.document.Fields;
import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a provider's {@code supported_api_surfaces}. */
final class SurfacesReader {

  private final Reading reading;

  SurfacesReader(Reading reading) {
    this.reading = reading;
  }

  List<SupportedSurface> read(Fields provider) {
    List<SupportedSurface> supported = new ArrayList<>();
    for (Fields entry : provider.objects("supported_api_surfaces")) {
      Node.Scalar name = entry.scalar("surface");
      Format format = entry.choice("format", List.of(Format.values()), Format::wireName);
      Set<String> params = NamedParams.read(reading, entry, "supported_params");
      entry.end();
      if (name == null) {
        Format meant = format == null ? Format.OPENAI : format;
        supported.add(new SupportedSurface(meant, null, params));
      }
      for (Surface surface : name == null ? Set.<Surface>of() : surfaces(name)) {
        checkFormat(entry, format, surface);
        supported.add(new SupportedSurface(surface.format(), surface, params));
      }
    }
    return supported;
  }

  private void checkFormat(Fields entry, @Nullable Format format, Surface surface) {
    if (format != null && surface.format() != format) {
      reading.error(
          entry.place("surface"),
          "%s belongs to the %s format".formatted(surface.wireName(), surface.format().wireName()));
    }
  }

  private Set<Surface> surfaces(Node.Scalar name) {
    Set<Surface> meant = Surface.named(name.text());
    if (meant.isEmpty()) {
      reading
          .problems()
          .error(
              name.place(),
              "expected one of " + String.join(", ", Surface.names()),
              Nearest.of(name.text(), Surface.names()));
    }
    return meant;
  }
}
