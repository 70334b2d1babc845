package dev.keyway.apisix;

import com.google.common.net.InetAddresses;
import dev.keyway.access.Caller;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by what APISIX tells of it. Its consumers have one name, and are in one group at most.
 *
 * @param anonymous names of consumers that are nobody. What {@code anonymous_consumer} of an
 *     authentication plugin names is a consumer as any other to APISIX, which marks no request that
 *     it let in so: nothing but the name tells that nobody was authenticated
 */
public record Callers(Set<String> anonymous) {

  /** Those of the name that APISIX's documentation gives such a consumer. */
  public static final Callers USUAL = new Callers(Set.of("anonymous"));

  public Callers {
    anonymous = Set.copyOf(anonymous);
  }

  /**
   * Who it is.
   *
   * @param consumer APISIX's {@code consumer_name}; null or empty: there is none
   * @param group its {@code consumer_group_id}; null or empty: there is none
   * @param source the client's address, which policies see in its short form (RFC 5952)
   */
  public Caller of(@Nullable String consumer, @Nullable String group, InetAddress source) {
    String address = InetAddresses.toAddrString(source);
    if (consumer == null || consumer.isEmpty() || anonymous.contains(consumer)) {
      return Caller.unknown(address);
    }
    return new Caller(
        Caller.Voucher.HOST,
        consumer,
        consumer,
        group == null || group.isEmpty() ? List.of() : List.of(group),
        null,
        Map.of(),
        address,
        null,
        null);
  }
}
