package dev.keyway.server.config;

import dev.keyway.document.Place;
import dev.keyway.relay.ProviderTls;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a provider is spoken to over TLS, as the files say that the configuration names.
 *
 * @param provider id or alias, as the operator wrote it
 * @param tls what the files came to
 * @param byField the files that were read, by the fields that name them: {@code ca}, {@code
 *     certificate}, {@code key}
 * @param place where the configuration says so
 */
public record ProviderTlsFiles(
    String provider, ProviderTls tls, Map<String, Path> byField, Place place) {

  public ProviderTlsFiles {
    byField = Collections.unmodifiableMap(new LinkedHashMap<>(byField));
  }

  /** What was read. */
  public Collection<Path> files() {
    return byField.values();
  }
}
