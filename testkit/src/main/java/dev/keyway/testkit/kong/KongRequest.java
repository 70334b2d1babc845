package dev.keyway.testkit.kong;

import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.RequestHeaders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is in Kong: what the client sent, what plugins found out, and what they made
 * of what goes upstream. Plugins change the very headers that later plugins read.
 */
public final class KongRequest {

  private final String method;
  private final String target;
  private final Client client;
  private final Map<String, Object> shared = new HashMap<>();
  private Headers headers;
  private byte[] body = {};
  private @Nullable Path bodyFile;
  private Map<String, Object> route = Map.of();
  private Map<String, Object> service = Map.of();
  private @Nullable KongConsumer consumer;
  private @Nullable String credential;
  private @Nullable String upstreamHost;
  private @Nullable String upstreamPath;
  private Runnable whenAsked = () -> {};

  /** Where a request comes from. */
  public record Client(String ip, int port) {}

  /**
   * A request as it came.
   *
   * @param target path and query as sent
   */
  public KongRequest(String method, String target, Headers headers, Client client) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.client = client;
  }

  /**
   * Gives it a body.
   *
   * @param file where nginx wrote it, or null when it is short enough to be in memory
   */
  public KongRequest body(byte[] bytes, @Nullable Path file) {
    body = bytes;
    bodyFile = file;
    return this;
  }

  /** What the router found: both as they are configured. */
  public KongRequest routed(Map<String, Object> route, Map<String, Object> service) {
    this.route = Map.copyOf(route);
    this.service = Map.copyOf(service);
    return this;
  }

  /** Has something run whenever a plugin asks who calls, before it is told: to hold it there. */
  public KongRequest whenAskedWhoCalls(Runnable action) {
    whenAsked = action;
    return this;
  }

  void asked() {
    whenAsked.run();
  }

  /** {@code kong.client.authenticate}. */
  public void authenticate(@Nullable KongConsumer consumer, @Nullable String credential) {
    this.consumer = consumer;
    this.credential = credential;
  }

  public String method() {
    return method;
  }

  public String target() {
    return target;
  }

  /** The target without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Empty when there is none. */
  public String query() {
    return target.substring(Math.min(path().length() + 1, target.length()));
  }

  public Client client() {
    return client;
  }

  /** As plugins have left them. */
  public Headers headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  @Nullable Path bodyFile() {
    return bodyFile;
  }

  Map<String, Object> route() {
    return route;
  }

  Map<String, Object> service() {
    return service;
  }

  public @Nullable KongConsumer consumer() {
    return consumer;
  }

  public @Nullable String credential() {
    return credential;
  }

  /** {@code kong.ctx.shared}: what one plugin tells the next. */
  public Map<String, Object> shared() {
    return shared;
  }

  /** The Host that a plugin wants upstream to see, or null. */
  public @Nullable String upstreamHost() {
    return upstreamHost;
  }

  /** The path that a plugin wants upstream to see, or null. */
  public @Nullable String upstreamPath() {
    return upstreamPath;
  }

  void upstreamPath(String path) {
    upstreamPath = path;
  }

  /** A {@code Host} is upstream's alone. */
  public void setHeader(String name, List<String> values) {
    if (name.equalsIgnoreCase("host")) {
      upstreamHost = values.getLast();
      return;
    }
    headers = RequestHeaders.set(headers, name, values);
  }

  public void addHeader(String name, String value) {
    headers = headers.toBuilder().add(name, value).build();
  }

  public void clearHeader(String name) {
    headers = headers.toBuilder().remove(name).build();
  }
}
