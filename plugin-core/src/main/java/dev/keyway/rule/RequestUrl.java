package dev.keyway.rule;

import dev.keyway.facts.HeadFacts;

/** The whole URL of a request, as {@code url-rewrite} and {@code redirect} look at it. */
final class RequestUrl {

  private RequestUrl() {}

  /** Scheme, host, path and query. */
  static String of(HeadFacts head) {
    String host = head.headers().first("host");
    String query = head.query() == null ? "" : "?" + head.query();
    return head.connection().scheme() + "://" + (host == null ? "" : host) + head.path() + query;
  }
}
