package dev.keyway.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How contexts of host gateways are signed.
 *
 * @param keyFiles files of keys: the first signs, all verify; empty: a random one of this process
 * @param maxAge how old a context may be
 */
public record ContextConfig(List<Path> keyFiles, Duration maxAge) {

  public ContextConfig {
    keyFiles = List.copyOf(keyFiles);
  }
}
