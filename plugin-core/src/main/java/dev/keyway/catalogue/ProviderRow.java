package dev.keyway.catalogue;

import dev.keyway.http.Headers;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the built-in data says of a provider, less what a policy makes of it.
 *
 * @param offers how it answers, by format
 */
record ProviderRow(
    String id, List<String> aliases, String name, Map<Format, Offered> offers, List<Model> models) {

  /**
   * How it answers requests of one format.
   *
   * @param url where, or null when a policy has to say it
   * @param surfaces those it offers of the format; empty: all, as far as is known
   * @param outputLimits as in {@link Endpoint}
   * @param usageInStreams as in {@link Endpoint}
   */
  record Offered(
      @Nullable URI url,
      AuthStyle auth,
      Headers defaultHeaders,
      List<Surface> surfaces,
      List<String> outputLimits,
      UsageInStreams usageInStreams) {}

  static ProviderRow of(DataTable table, DataTable.Row row, List<Model> models) {
    Map<Format, Offered> offers = new EnumMap<>(Format.class);
    for (Format format : Format.values()) {
      String prefix = format.wireName();
      String url = row.get(table.column(prefix + "_url"));
      if (!url.isEmpty()) {
        offers.put(
            format,
            new Offered(
                url.equals("(base_url)") ? null : URI.create(url),
                auth(row.get(table.column(prefix + "_auth")), row.get(table.column("key"))),
                headers(row.list(table.column(prefix + "_headers"))),
                surfaces(row.list(table.column(prefix + "_surfaces"))),
                row.list(table.column("output_limits")),
                usage(row.get(table.column("stream_usage")))));
      }
    }
    return new ProviderRow(
        row.get(table.column("id")),
        row.list(table.column("aliases")),
        row.get(table.column("name")),
        offers,
        models);
  }

  private static List<Surface> surfaces(List<String> names) {
    List<Surface> surfaces = new ArrayList<>();
    for (String name : names) {
      Set<Surface> named = Surface.named(name);
      if (named.isEmpty()) {
        throw new IllegalStateException("a data file names an unknown surface " + name);
      }
      surfaces.addAll(named);
    }
    return surfaces;
  }

  private static UsageInStreams usage(String word) {
    return switch (word) {
      case "" -> UsageInStreams.WHEN_ASKED;
      case "unasked" -> UsageInStreams.UNASKED;
      case "refused" -> UsageInStreams.REFUSED;
      default -> throw new IllegalStateException("a data file has an unknown word " + word);
    };
  }

  private static AuthStyle auth(String style, String key) {
    AuthStyle auth = AuthStyle.parse(style);
    return key.equals("optional") ? auth.optional() : auth;
  }

  private static Headers headers(List<String> lines) {
    Headers.Builder headers = Headers.builder();
    for (String line : lines) {
      int colon = line.indexOf(':');
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return headers.build();
  }
}
