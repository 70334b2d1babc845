package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.RequestHeaders;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is in APISIX: what the client sent, what plugins found out, and what they made
 * of what goes upstream. Plugins change the very headers that later plugins read.
 */
public final class ApisixRequest {

  private final String method;
  private final String target;
  private final InetAddress client;
  private final Map<String, String> variables = new HashMap<>();
  private ConfContext context = new ConfContext("route", "1", "1");
  private Headers headers;
  private Headers responseHeaders = Headers.empty();
  private byte[] body = {};
  private String query;
  private boolean queryChanged;
  private String upstreamUri = "";
  private @Nullable String upstreamHost;
  private Runnable whenAsked = () -> {};

  /**
   * A request as it came.
   *
   * @param target path and query as sent
   */
  public ApisixRequest(String method, String target, Headers headers, InetAddress client) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.client = client;
    int start = target.indexOf('?');
    query = start < 0 ? "" : target.substring(start + 1);
    upstreamHost = headers.first("host");
  }

  public ApisixRequest body(byte[] bytes) {
    body = bytes;
    return this;
  }

  /** Under which configuration it runs. */
  public ApisixRequest under(ConfContext from) {
    context = from;
    return this;
  }

  /** Sets a variable of APISIX's own, such as {@code consumer_name}. */
  public ApisixRequest variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /**
   * Has something run whenever the runner asks for something, before it is told: to hold it there.
   */
  public ApisixRequest whenAsked(Runnable action) {
    whenAsked = action;
    return this;
  }

  void asked() {
    whenAsked.run();
  }

  public String method() {
    return method;
  }

  /** As the client sent it. */
  public String target() {
    return target;
  }

  /** Nginx's {@code $uri}. */
  public String uri() {
    int start = target.indexOf('?');
    return Uris.normalized(start < 0 ? target : target.substring(0, start));
  }

  InetAddress client() {
    return client;
  }

  ConfContext context() {
    return context;
  }

  Map<String, String> variables() {
    return variables;
  }

  /** As plugins have left them. */
  public Headers headers() {
    return headers;
  }

  /** What the answer gets, beside upstream's. */
  public Headers responseHeaders() {
    return responseHeaders;
  }

  void addResponseHeader(String name, String value) {
    responseHeaders = responseHeaders.toBuilder().add(name, value).build();
  }

  public byte[] body() {
    return body;
  }

  /** The arguments as they are now, escaped. */
  String query() {
    return query;
  }

  /** {@code core.request.set_uri_args}. */
  void query(String changed) {
    query = changed;
    queryChanged = true;
  }

  void arguments(Arguments changed, Chance chance) {
    query(changed.encoded(chance));
  }

  /** What a plugin wants upstream to see, or empty. */
  String upstreamUri() {
    return upstreamUri;
  }

  void upstreamUri(String uri) {
    upstreamUri = uri;
  }

  /** Null where the client sent none. */
  public @Nullable String upstreamHost() {
    return upstreamHost;
  }

  /** What upstream sees: as the client sent it where no plugin changed anything. */
  public String upstreamTarget() {
    if (!upstreamUri.isEmpty()) {
      return upstreamUri;
    }
    return queryChanged ? withQuery(Uris.escapedPath(uri())) : target;
  }

  /** The path with the query as it is now. */
  String withQuery(String path) {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** {@code core.request.set_header}: none, or an empty one, removes. */
  public void setHeader(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      headers = headers.toBuilder().remove(name).build();
    } else {
      headers = RequestHeaders.set(headers, name, List.of(RequestHeaders.escaped(value)));
    }
    if (name.equalsIgnoreCase("host")) {
      upstreamHost = value;
    }
  }
}
