package dev.keyway.kong.pdk;

import java.util.List;
import java.util.Map;

/** The request to the upstream. Each method takes effect whatever the event ends with. */
public interface ServiceRequest {

  /**
   * {@code kong.service.request.set_headers}: replaces the headers of these names, all in one call;
   * several values become several lines. No values remove the header. An empty text becomes one
   * space, line breaks are escaped, and {@code Host} also sets the name the upstream is asked for.
   */
  void setHeaders(Map<String, List<String>> headers) throws KongGoneException;

  /** {@code kong.service.request.set_header}: replaces one header, as {@link #setHeaders} does. */
  void setHeader(String name, String value) throws KongGoneException;

  /** {@code kong.service.request.add_header}: one line more. */
  void addHeader(String name, String value) throws KongGoneException;

  /** {@code kong.service.request.clear_header}: removes all lines of this name. */
  void clearHeader(String name) throws KongGoneException;

  /**
   * {@code kong.service.request.set_raw_body}: replaces the body. The Content-Length follows; the
   * Content-Type stays.
   */
  void setRawBody(byte[] body) throws KongGoneException;

  /**
   * {@code kong.service.request.set_path}: replaces the path, that of the Service and what {@code
   * strip_path} left of the client's among it. It starts with a slash and holds no query; Kong
   * escapes it.
   */
  void setPath(String path) throws KongGoneException;

  /** {@code kong.service.request.set_raw_query}: replaces the query; no question mark. */
  void setRawQuery(String query) throws KongGoneException;

  /** {@code kong.service.request.set_method}: replaces the method; in capitals. */
  void setMethod(String method) throws KongGoneException;

  /** {@code kong.service.request.set_scheme}: {@code http} or {@code https}. */
  void setScheme(String scheme) throws KongGoneException;
}
