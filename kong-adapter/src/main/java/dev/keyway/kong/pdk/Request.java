package dev.keyway.kong.pdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came from the client, before any plugin changed it. */
public interface Request {

  /** {@code kong.request.get_method}. */
  String method() throws KongGoneException;

  /** {@code kong.request.get_scheme}: {@code http} or {@code https}, of the connection to Kong. */
  String scheme() throws KongGoneException;

  /** {@code kong.request.get_host}: of the Host header, without a port, in lower case. */
  String host() throws KongGoneException;

  /** {@code kong.request.get_path}: decoded and normalised, without the query. */
  String path() throws KongGoneException;

  /** {@code kong.request.get_path_with_query}: as it was sent. */
  String pathWithQuery() throws KongGoneException;

  /**
   * {@code kong.request.get_raw_query}: as it was sent, without the question mark. (Kong's
   * functions for single arguments are left out: what they return for an argument without a value
   * can't be told in this protocol.)
   */
  String rawQuery() throws KongGoneException;

  /**
   * {@code kong.request.get_header}: the first one of this name, whatever its case. Null when there
   * is none, and also when it is empty: Kong sends both alike.
   */
  @Nullable String header(String name) throws KongGoneException;

  /**
   * {@code kong.request.get_headers}: the headers by their names in lower case. Those past the
   * limit are not shown, and go on to the upstream nevertheless: nothing may be concluded from a
   * header that is absent here.
   *
   * @param limit how many header lines are read, 1 to 1000
   * @throws IllegalArgumentException for another limit, which Kong would answer with 500
   */
  Map<String, List<String>> headers(int limit) throws KongGoneException;

  /**
   * {@code kong.request.get_raw_body}: Kong reads the body whole before it replies. A body above
   * nginx' {@code client_body_buffer_size} (8 KiB unless {@code nginx_http_client_body_buffer_size}
   * says otherwise) comes as the path of a file.
   */
  RawBody rawBody() throws KongGoneException;
}
