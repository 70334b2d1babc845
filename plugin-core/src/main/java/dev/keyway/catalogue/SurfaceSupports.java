package dev.keyway.catalogue;

import dev.keyway.catalogue.Endpoint.SurfaceSupport;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an endpoint offers, by a policy's {@code supported_api_surfaces} or by built-in data. */
final class SurfaceSupports {

  private SurfaceSupports() {}

  /**
   * What is offered of a format. An entry that names no surface stands for all of them; one that
   * names a surface says more of that one, wherever it stands. Empty: every surface, all fields.
   */
  static Map<Surface, SurfaceSupport> of(Format format, List<SupportedSurface> entries) {
    Map<Surface, SurfaceSupport> whole = new EnumMap<>(Surface.class);
    Map<Surface, SurfaceSupport> named = new EnumMap<>(Surface.class);
    for (SupportedSurface entry : entries) {
      if (entry.format() == format) {
        SurfaceSupport support = new SurfaceSupport(entry.supportedParams());
        if (entry.surface() == null) {
          everySurface(format, support, whole);
        } else {
          named.put(entry.surface(), support);
        }
      }
    }
    whole.putAll(named);
    return whole;
  }

  /** These surfaces, all fields of each. */
  static Map<Surface, SurfaceSupport> of(List<Surface> surfaces) {
    Map<Surface, SurfaceSupport> offered = new EnumMap<>(Surface.class);
    surfaces.forEach(surface -> offered.put(surface, new SurfaceSupport(null)));
    return offered;
  }

  private static void everySurface(
      Format format, SurfaceSupport support, Map<Surface, SurfaceSupport> into) {
    for (Surface surface : Surface.values()) {
      if (surface.format() == format) {
        into.put(surface, support);
      }
    }
  }
}
