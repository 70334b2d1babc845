package dev.keyway.server.config;

import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Fields;
import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.relay.ListenerSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code listeners}. Without any there is one entry listener. */
final class ListenersReader {

  private static final HostAndPort DEFAULT_ADDRESS = new HostAndPort("127.0.0.1", 8700);
  private static final List<String> KINDS = List.of("entry", "gateway");

  private final Section section;
  private final Set<String> policies;
  private final Overrides overrides;
  private final Set<String> taken = new HashSet<>();

  private ListenersReader(Section section, Set<String> policies, Overrides overrides) {
    this.section = section;
    this.policies = policies;
    this.overrides = overrides;
  }

  static List<ListenerSettings> read(
      Section section, Map<String, PolicyFile> policies, Overrides overrides) {
    return new ListenersReader(section, policies.keySet(), overrides).read();
  }

  private List<ListenerSettings> read() {
    List<Fields> listed = section.root().objects("listeners");
    if (overrides.listen() != null && listed.size() > 1) {
      section
          .problems()
          .error(
              section.root().place("listeners"),
              "--listen is for one listener, here are %d: write the address here"
                  .formatted(listed.size()));
    }
    List<ListenerSettings> listeners = new ArrayList<>();
    for (Fields fields : listed) {
      ListenerSettings listener = listener(fields);
      if (listener != null) {
        listeners.add(listener);
      }
    }
    return section.root().node("listeners") == null ? List.of(theOne()) : listeners;
  }

  private ListenerSettings theOne() {
    HostAndPort address = overrides.listen() == null ? DEFAULT_ADDRESS : overrides.listen();
    Fields nothing = Fields.none(section.root().place("policies"), section.problems());
    PolicyRef policy = policy(nothing, nothing.place());
    return settings(address, new Listener.Entry(policy, authentication(nothing)), null);
  }

  private @Nullable ListenerSettings listener(Fields fields) {
    fields.required("kind", "entry takes clients, gateway takes only what a host gateway signed");
    String kind = fields.choice("kind", KINDS, name -> name);
    HostAndPort address =
        section.address(fields.required("address", "HOST:PORT, such as 127.0.0.1:8700"));
    ListenerSettings.Tls tls = TlsReader.read(section, fields);
    Listener door = kind == null ? null : kind.equals("entry") ? entry(fields) : gateway(fields);
    if (kind == null) {
      fields.has("policy");
      fields.has("require");
    }
    fields.end();
    if (address == null || door == null) {
      return null;
    }
    HostAndPort listen = overrides.listen() == null ? address : overrides.listen();
    checkTaken(fields.place("address"), listen);
    return settings(listen, door, tls);
  }

  private static ListenerSettings settings(
      HostAndPort address, Listener door, ListenerSettings.@Nullable Tls tls) {
    return new ListenerSettings(address.toString(), door, address.host(), address.port(), tls);
  }

  private void checkTaken(Place place, HostAndPort address) {
    if (address.port() != 0 && !taken.add(address.toString())) {
      section.problems().error(place, "another listener has this address already");
    }
  }

  private Listener entry(Fields fields) {
    return new Listener.Entry(policy(fields, fields.place()), authentication(fields));
  }

  private Authentication authentication(Fields fields) {
    Authentication said =
        fields.choice(
            "require",
            List.of(Authentication.REQUIRED, Authentication.NOT_REQUIRED),
            one -> one == Authentication.REQUIRED ? "authenticated" : "none");
    if (overrides.requireNone()) {
      return Authentication.NOT_REQUIRED;
    }
    return said == null ? Authentication.AS_POLICY_SAYS : said;
  }

  private Listener gateway(Fields fields) {
    for (String name : List.of("policy", "require")) {
      if (fields.has(name)) {
        section
            .problems()
            .error(
                fields.namePlace(name),
                "a gateway listener takes this from the signed context; remove it");
      }
    }
    return new Listener.Gateway();
  }

  private PolicyRef policy(Fields fields, Place place) {
    Node.Scalar name = fields.scalar("policy");
    if (name == null) {
      return new PolicyRef.Named(unnamed(place, fields.has("policy")));
    }
    if (!policies.contains(name.text())) {
      section
          .problems()
          .error(
              name.place(),
              "there is no policy of this name" + known(),
              Nearest.of(name.text(), policies));
    }
    return new PolicyRef.Named(name.text());
  }

  /** The policy of a listener that names none. */
  private String unnamed(Place place, boolean toldAlready) {
    if (overrides.policy() != null) {
      return overrides.policy().name();
    }
    boolean readInVain = policies.isEmpty() && section.root().node("policies") != null;
    if (policies.size() != 1 && !toldAlready && !readInVain) {
      String message =
          policies.isEmpty()
              ? "an entry listener needs a policy: name its file here, such as policies: {chat: chat.yaml}, or give it to serve"
              : "say under which policy its requests run: policy: NAME" + known();
      section.problems().error(place, message);
    }
    return policies.isEmpty() ? "" : policies.iterator().next();
  }

  private String known() {
    return policies.isEmpty() ? "" : "; there are: " + String.join(", ", policies);
  }
}
