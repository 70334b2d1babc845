package dev.keyway.server.command;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;
import dev.keyway.document.Problem;
import dev.keyway.envoy.config.TlsFiles;
import dev.keyway.envoy.config.Upstreams;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.config.ProviderTlsFiles;
import dev.keyway.server.daemon.ProviderIds;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon would find providers, and how it would speak to them.
 *
 * @param problems names that nobody bears
 */
record EnvoyProviders(Upstreams upstreams, List<Problem> problems) {

  EnvoyProviders {
    problems = List.copyOf(problems);
  }

  /**
   * Those under these policies.
   *
   * @param config the daemon's configuration, or null: there is none
   */
  static EnvoyProviders of(
      @Nullable DaemonConfig config, List<ProviderAddress> said, List<Catalogue> catalogues) {
    List<ProviderAddress> addresses = config == null ? said : config.providers();
    List<ProviderTlsFiles> secured = config == null ? List.of() : config.providerTls();
    ProviderIds ids = ProviderIds.of(addresses, secured, catalogues);
    Map<String, TlsFiles> tls = new HashMap<>();
    for (ProviderTlsFiles one : secured) {
      for (Catalogue catalogue : catalogues) {
        Provider provider = catalogue.provider(one.provider());
        if (provider != null) {
          tls.put(provider.id(), files(one.byField()));
        }
      }
    }
    return new EnvoyProviders(new Upstreams(ids.urls(), tls), ids.problems());
  }

  private static TlsFiles files(Map<String, Path> byField) {
    return new TlsFiles(
        path(byField.get("ca")), path(byField.get("certificate")), path(byField.get("key")));
  }

  private static @Nullable String path(@Nullable Path file) {
    return file == null ? null : file.toAbsolutePath().normalize().toString();
  }
}
