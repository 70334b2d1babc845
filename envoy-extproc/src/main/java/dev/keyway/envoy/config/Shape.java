package dev.keyway.envoy.config;

/** What the text is to be. */
public enum Shape {
  /** A whole configuration: {@code envoy -c}. */
  FULL,
  /** What goes into a configuration that exists. */
  FRAGMENT,
  /** Resources for Envoy Gateway in Kubernetes. */
  ENVOY_GATEWAY,
  /** Resources for Istio's ingress gateway in Kubernetes. */
  ISTIO
}
