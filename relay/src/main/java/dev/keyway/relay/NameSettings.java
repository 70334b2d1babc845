package dev.keyway.relay;

import io.vertx.core.dns.AddressResolverOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the names of providers' hosts are resolved. The file of hosts goes first, then DNS.
 *
 * @param servers name servers, {@code ADDRESS:PORT}; empty: the system's
 * @param hosts the file of hosts, read again while requests come; null: the system's
 * @param longestTtl how long an answer is kept at most, whatever DNS allows
 * @param negativeTtl how long it is remembered that a name does not exist
 */
public record NameSettings(
    List<String> servers, @Nullable Path hosts, Duration longestTtl, Duration negativeTtl) {

  /** What holds without configuration. */
  public static final NameSettings DEFAULTS =
      new NameSettings(List.of(), null, Duration.ofMinutes(5), Duration.ofSeconds(2));

  private static final int HOSTS_SECONDS = 5;

  public NameSettings {
    servers = List.copyOf(servers);
  }

  AddressResolverOptions resolver() {
    AddressResolverOptions options =
        new AddressResolverOptions()
            .setCacheMaxTimeToLive((int) longestTtl.toSeconds())
            .setCacheNegativeTimeToLive((int) negativeTtl.toSeconds())
            .setHostsRefreshPeriod(HOSTS_SECONDS)
            .setHostsRefreshPeriodUnit(TimeUnit.SECONDS);
    servers.forEach(options::addServer);
    if (hosts != null) {
      options.setHostsPath(hosts.toString());
    }
    return options;
  }
}
