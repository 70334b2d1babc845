package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.http.QueryString;
import dev.keyway.relay.DirectHosts;
import dev.keyway.relay.EgressProxy;
import dev.keyway.relay.UpstreamSettings;
import dev.keyway.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code egress}: how requests leave for providers. */
final class EgressReader {

  private static final long MOST_CONNECTIONS = 65_536;

  /** A password may hold whatever else a URL is made of, so its end is the last at sign. */
  private static final Pattern PROXY =
      Pattern.compile("http://(?:([^:/]*)(?::(.*))?@)?([^@/]+:[0-9]{1,5})/?", Pattern.DOTALL);

  private final Section section;
  private final Fields fields;

  private EgressReader(Section section) {
    this.section = section;
    this.fields = section.part("egress");
  }

  static UpstreamSettings read(Section section) {
    return new EgressReader(section).read();
  }

  private UpstreamSettings read() {
    UpstreamSettings defaults = UpstreamSettings.DEFAULTS;
    Long connections = fields.whole("connections_per_provider", 1, MOST_CONNECTIONS);
    DirectHosts direct = direct();
    EgressProxy proxy = proxy(direct);
    fields.end();
    return new UpstreamSettings(
        connections == null ? defaults.connectionsPerProvider() : connections.intValue(),
        defaults.connectTimeout(),
        defaults.keepAlive(),
        defaults.connectionLifetime(),
        defaults.staleWithin(),
        proxy,
        defaults.names(),
        defaults.heldErrorBytes(),
        defaults.heldAnswerBytes(),
        defaults.heldStreamBytes());
  }

  /** What the text says is not repeated: it may hold a password. */
  private @Nullable EgressProxy proxy(DirectHosts direct) {
    Node.Scalar text = fields.scalar("proxy");
    if (text == null) {
      if (fields.has("no_proxy")) {
        section
            .problems()
            .warning(fields.namePlace("no_proxy"), "without proxy this means nothing; remove it");
      }
      return null;
    }
    Matcher form = PROXY.matcher(text.text());
    HostAndPort address = form.matches() ? HostAndPort.parse(form.group(3)) : null;
    if (address == null || address.port() == 0) {
      section
          .problems()
          .error(
              text.place(),
              "expected the URL of an HTTP proxy, http://HOST:PORT or http://USER:PASSWORD@HOST:PORT");
      return null;
    }
    return new EgressProxy(address.host(), address.port(), authorization(form), direct);
  }

  private static @Nullable Secret authorization(Matcher form) {
    if (form.group(1) == null) {
      return null;
    }
    String password = form.group(2) == null ? "" : form.group(2);
    return EgressProxy.basic(unescaped(form.group(1)), unescaped(password));
  }

  /** A plus sign is one here. */
  private static String unescaped(String text) {
    return QueryString.unescapedOrRaw(text.replace("+", "%2B"));
  }

  private DirectHosts direct() {
    List<String> entries = new ArrayList<>();
    for (Node.Scalar entry : fields.texts("no_proxy")) {
      if (DirectHosts.isEntry(entry.text())) {
        entries.add(entry.text());
      } else {
        section
            .problems()
            .error(
                entry.place(),
                "expected a host (example.com), what is below one (.example.com), an address"
                    + " (10.1.2.3), a network (10.0.0.0/8) or *, each with or without :PORT");
      }
    }
    return DirectHosts.of(entries);
  }
}
