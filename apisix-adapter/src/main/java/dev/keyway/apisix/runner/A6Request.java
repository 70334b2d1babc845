package dev.keyway.apisix.runner;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in APISIX, until its filter returns. It is as the plugins before this runner left it;
 * its path and arguments are decoded.
 */
public interface A6Request {

  /** HTTP method. */
  String method();

  /** The decoded, normalised path, without the query. */
  String path();

  /** The client's address, as APISIX takes it to be. */
  InetAddress source();

  /**
   * The first header of this name that APISIX tells, or null: it tells of a hundred at most, in no
   * order.
   *
   * @param name in any case
   */
  @Nullable String header(String name);

  /** The headers that APISIX tells, a hundred at most; their names are in lower case. */
  List<Entry> headers();

  /** The query's arguments, all of them; null is the value of one without {@code =}. */
  List<Entry> arguments();

  /**
   * Asks APISIX for variables, nginx's or its own, such as {@code consumer_name}. All together are
   * one round trip.
   *
   * @return the values in the order of the names; null for one that is not set
   * @throws ApisixGoneException when the connection ended meanwhile
   */
  List<@Nullable String> variables(String... names) throws ApisixGoneException;
}
