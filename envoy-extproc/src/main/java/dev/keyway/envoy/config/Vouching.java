package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;
import java.util.List;

/** The parts of an {@code ext_proc} filter by which Keyway hears what Envoy vouches for. */
final class Vouching {

  private final Trust trust;

  Vouching(Trust trust) {
    this.trust = trust;
  }

  /** What is asked of the connection. */
  Yaml attributes() {
    return trust.attributes().isEmpty()
        ? Yaml.NOTHING
        : Template.of(
                """
                # What Envoy knows of the client's certificate.
                request_attributes: ${attributes}
                """)
            .with("attributes", Yaml.list(trust.attributes()))
            .filled();
  }

  /** Which notes of other filters are handed on, a member of {@code metadata_options}. */
  Yaml namespaces() {
    return trust.namespaces().isEmpty()
        ? Yaml.NOTHING
        : Template.of("forwarding_namespaces: {untyped: ${namespaces}}")
            .with("namespaces", Yaml.list(trust.namespaces()))
            .filled();
  }

  /** The same where nothing else stands in {@code metadata_options}. */
  Yaml options() {
    return trust.namespaces().isEmpty()
        ? Yaml.NOTHING
        : Template.of(
                """
                metadata_options:
                  ${namespaces}
                """)
            .with("namespaces", namespaces())
            .filled();
  }

  /** The attributes as Envoy Gateway's API has them, under {@code processingMode.request}. */
  Yaml ofEnvoyGateway() {
    List<String> attributes = trust.attributes();
    return attributes.isEmpty()
        ? new Yaml("{}")
        : Template.of("{attributes: ${attributes}}")
            .with("attributes", Yaml.list(attributes))
            .inline();
  }

  /** The namespaces as Envoy Gateway's API has them. */
  Yaml accessible() {
    return trust.namespaces().isEmpty()
        ? Yaml.NOTHING
        : Template.of("metadata: {accessibleNamespaces: ${namespaces}}")
            .with("namespaces", Yaml.list(trust.namespaces()))
            .filled();
  }
}
