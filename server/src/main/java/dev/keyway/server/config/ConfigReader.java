package dev.keyway.server.config;

import dev.keyway.document.DocumentReader;
import dev.keyway.document.EnvironmentReferences;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Problems;
import dev.keyway.policy.HostActions;
import dev.keyway.relay.ListenerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code keyway.yaml} and reports every problem at once. */
public final class ConfigReader {

  /** Fields of this file that no policy has. */
  private static final Set<String> MARKS =
      Set.of(
          "listeners",
          "admin",
          "policies",
          "inline_policies",
          "ignore_host_actions",
          "vaults",
          "access_keys_file",
          "context",
          "gateways",
          "egress",
          "limits",
          "records",
          "shutdown",
          "zone");

  private static final Set<String> MARKS_OF_POLICIES =
      Set.of("on_http_request", "api_key_selection", "model_selection");

  private static final String ACCESS_KEYS_FILE = "access-keys.json";
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration CONTEXT_MAX_AGE = Duration.ofSeconds(30);

  private final String file;
  private final Overrides overrides;
  private final Problems problems;
  private final Section section;
  private final List<ProviderTlsFiles> providerTls = new ArrayList<>();

  private ConfigReader(
      String file, Fields root, Path folder, Overrides overrides, Problems problems) {
    this.file = file;
    this.overrides = overrides;
    this.problems = problems;
    this.section = new Section(root, folder, problems);
  }

  /**
   * Reads a configuration. Never throws on bad input.
   *
   * @param file how the user named the file; relative paths in it are relative to its folder
   * @param environment a variable's value by its name, or null
   */
  public static ConfigReading read(
      Path file, byte[] text, Function<String, @Nullable String> environment, Overrides overrides) {
    Problems problems = new Problems();
    Node document = DocumentReader.read(text, problems);
    Fields root =
        document == null
            ? Fields.none(Place.START, problems)
            : Fields.of(
                new EnvironmentReferences(environment, problems).replace(document), problems);
    if (root == null || (document == null && problems.hasErrors())) {
      return new ConfigReading.Refused(
          List.of(), Map.of(), HostActions.REFUSED, problems.inOrder());
    }
    return new ConfigReader(file.toString(), root, file.resolveSibling(""), overrides, problems)
        .read();
  }

  /** What a daemon without a file is told: the defaults, and what the command line says. */
  public static ConfigReading withoutFile(Overrides overrides) {
    Problems problems = new Problems();
    Fields nothing = Fields.none(Place.START, problems);
    return new ConfigReader("", nothing, Path.of(""), overrides, problems).read();
  }

  /** Whether a file is a daemon's configuration rather than a policy. */
  public static boolean isConfig(byte[] text) {
    if (!(DocumentReader.read(text, new Problems()) instanceof Node.Mapping root)) {
      return false;
    }
    Set<String> names = root.members().stream().map(Node.Member::name).collect(Collectors.toSet());
    Node.Member providers = root.member("providers");
    boolean providersByName = providers != null && providers.value() instanceof Node.Mapping;
    return (providersByName || names.stream().anyMatch(MARKS::contains))
        && names.stream().noneMatch(MARKS_OF_POLICIES::contains);
  }

  private ConfigReading read() {
    PolicyFilesReader policies = PolicyFilesReader.read(section, overrides.policy());
    DaemonConfig config = config(policies.byName(), policies.folders());
    section.root().end();
    return problems.hasErrors()
        ? new ConfigReading.Refused(
            config.policies(), config.vaults(), config.hostActions(), problems.inOrder())
        : new ConfigReading.Loaded(config, problems.inOrder());
  }

  private DaemonConfig config(Map<String, PolicyFile> policies, List<Path> folders) {
    List<ListenerSettings> listeners = ListenersReader.read(section, policies, overrides);
    GatewaysConfig gateways = GatewaysReader.read(section);
    return new DaemonConfig(
        file,
        listeners,
        gateways,
        AdminReader.read(section, overrides),
        List.copyOf(policies.values()),
        folders,
        hostActions(),
        VaultsReader.read(section),
        inlineVaults(),
        accessKeysFile(),
        context(listeners, gateways.sign()),
        providers(),
        providerTls,
        EgressReader.read(section),
        LimitsReader.limits(section),
        RecordsReader.read(section, overrides),
        section.root().text("zone"),
        grace());
  }

  private HostActions hostActions() {
    boolean ignored = section.root().flag("ignore_host_actions", false);
    return ignored || overrides.ignoreHostActions() ? HostActions.IGNORED : HostActions.REFUSED;
  }

  private Set<String> inlineVaults() {
    Fields fields = section.part("inline_policies");
    Set<String> vaults =
        fields.texts("vaults").stream().map(Node.Scalar::text).collect(Collectors.toSet());
    fields.end();
    return vaults;
  }

  private Path accessKeysFile() {
    Path said = section.path(section.root().scalar("access_keys_file"));
    if (overrides.accessKeysFile() != null) {
      return overrides.accessKeysFile();
    }
    return said == null ? Path.of(ACCESS_KEYS_FILE) : said;
  }

  /**
   * @param signs whether an adapter in this process signs for its gateway
   */
  private ContextConfig context(List<ListenerSettings> listeners, boolean signs) {
    Fields fields = section.part("context");
    List<Path> files = new ArrayList<>();
    for (Node.Scalar text : fields.texts("key_files")) {
      Path path = section.file(text);
      if (path != null) {
        files.add(path);
      }
    }
    Duration maxAge = LimitsReader.time(section, fields, "max_age", CONTEXT_MAX_AGE);
    fields.end();
    boolean gateway =
        listeners.stream()
            .anyMatch(one -> one.kind() instanceof dev.keyway.access.Listener.Gateway);
    if (gateway && !signs && fields.node("key_files") == null) {
      problems.warning(
          section.root().place("context"),
          "a gateway listener without context.key_files refuses everything:"
              + " no adapter outside this process can sign for a key made up at start");
    }
    return new ContextConfig(files, maxAge);
  }

  /** Addresses of the file, then those of the command line, which replace them by name. */
  private List<ProviderAddress> providers() {
    Map<String, ProviderAddress> byProvider = new LinkedHashMap<>();
    for (Node.Member member : section.root().members("providers")) {
      ProviderAddress address = provider(member);
      if (address != null) {
        byProvider.put(member.name(), address);
      }
    }
    overrides.providers().forEach(one -> byProvider.put(one.provider(), one));
    return List.copyOf(byProvider.values());
  }

  private @Nullable ProviderAddress provider(Node.Member member) {
    Fields fields = Fields.of(member.value(), problems);
    if (fields == null) {
      return null;
    }
    URI url = fields.uri("base_url");
    ProviderTlsFiles tls = ProviderTlsReader.read(section, member, fields, Instant.now());
    if (tls != null) {
      providerTls.add(tls);
      warnOfClearText(url, fields);
    }
    fields.end();
    String flaw = url == null ? null : ProviderAddress.flaw(url);
    if (flaw != null) {
      problems.error(fields.place("base_url"), flaw);
    }
    return url == null ? null : new ProviderAddress(member.name(), url, member.namePlace());
  }

  private void warnOfClearText(@Nullable URI url, Fields fields) {
    if (url != null && "http".equalsIgnoreCase(url.getScheme())) {
      problems.warning(
          fields.namePlace("tls"),
          "this provider is called in clear text, since its base_url begins with http://");
    }
  }

  private Duration grace() {
    Fields fields = section.part("shutdown");
    Duration grace = fields.duration("grace");
    fields.end();
    return grace == null ? GRACE : grace;
  }
}
