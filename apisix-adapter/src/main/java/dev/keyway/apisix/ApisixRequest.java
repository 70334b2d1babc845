package dev.keyway.apisix;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in APISIX as far as Keyway looks at it, whichever runner of external plugins has it.
 */
public interface ApisixRequest {

  /** What a runner asks APISIX for, with each request. */
  List<String> VARIABLES = List.of("consumer_name", "consumer_group_id", "route_id");

  /** HTTP method. */
  String method();

  /** The decoded path, without the query. */
  String path();

  /** The client's address, as APISIX takes it to be. */
  InetAddress source();

  /** The header of this name, in whatever case it was sent; null: there is none. */
  @Nullable String header(String name);

  /** One of {@link #VARIABLES}; null or empty: it is not set. */
  @Nullable String variable(String name);
}
