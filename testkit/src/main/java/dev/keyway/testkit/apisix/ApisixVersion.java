package dev.keyway.testkit.apisix;

/** Releases of APISIX between which what matters to an external plugin changed. */
public enum ApisixVersion {
  /** 3.9.0. Who has no credential is let through by no authentication plugin. */
  V3_9,

  /** 3.15.0. The last in which a rewritten path loses its query. */
  V3_15,

  /** 3.18.0. */
  V3_18;

  /** Whether a path that is rewritten without arguments keeps the query; since 3.16. */
  boolean keepsQuery() {
    return this == V3_18;
  }

  /** Whether an authentication plugin takes {@code anonymous_consumer}; since 3.12. */
  public boolean hasAnonymousConsumers() {
    return this != V3_9;
  }

  /** Whether upstream is told of the consumer, in headers a client then can't send; since 3.11. */
  boolean tellsUpstreamOfConsumers() {
    return this != V3_9;
  }
}
