package dev.keyway.server.config;

import dev.keyway.document.Place;
import dev.keyway.relay.ProviderTls;
import java.nio.file.Path;
import java.util.List;

/**
 * How a provider is spoken to over TLS, as the files say that the configuration names.
 *
 * @param provider id or alias, as the operator wrote it
 * @param tls what the files came to
 * @param files what was read
 * @param place where the configuration says so
 */
public record ProviderTlsFiles(String provider, ProviderTls tls, List<Path> files, Place place) {

  public ProviderTlsFiles {
    files = List.copyOf(files);
  }
}
