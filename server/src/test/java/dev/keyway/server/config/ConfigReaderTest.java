package dev.keyway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.HostActions;
import dev.keyway.relay.ClientLimits;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.server.config.RecordsConfig.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigReaderTest {

  private static final String ONE_POLICY = "policies: {chat: chat.yaml}\n";

  private static final String SIGNED = "context: {key_files: [token]}\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("chat.yaml"), "providers: []");
    Files.createDirectories(folder.resolve("policies"));
    Files.writeString(folder.resolve("policies/chat.yaml"), "providers: []");
    Files.writeString(folder.resolve("policies/code.yaml"), "providers: []");
    Files.writeString(folder.resolve("policies/readme.md"), "");
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("token"), "0123456789abcdef0123456789abcdef\n");
    Files.writeString(folder.resolve("short-token"), "secret\n");
    Files.writeString(folder.resolve("no.pem"), "hello\n");
  }

  @Test
  void nothingButAPolicy_isOneEntryListenerAndTheDefaults() {
    DaemonConfig config = loaded(ONE_POLICY);

    assertThat(config.listeners())
        .containsExactly(
            new ListenerSettings(
                "127.0.0.1:8700",
                new Listener.Entry(new PolicyRef.Named("chat"), Authentication.AS_POLICY_SAYS),
                "127.0.0.1",
                8700,
                null));
    assertThat(config.admin()).isEqualTo(AdminConfig.DEFAULT);
    assertThat(config.policies())
        .containsExactly(new PolicyFile("chat", folder.resolve("chat.yaml")));
    assertThat(config.accessKeysFile()).hasToString("access-keys.json");
    assertThat(config.limits()).isEqualTo(ClientLimits.DEFAULTS);
    assertThat(config.records()).isEqualTo(RecordsConfig.DEFAULT);
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void folder_standsForItsYamlFiles() {
    String listener = "listeners: [{kind: gateway, address: '127.0.0.1:0'}]\n";

    assertThat(loaded("policies: policies\n" + listener).policies())
        .isEqualTo(loaded("policies: {all: policies}\n" + listener).policies())
        .extracting(PolicyFile::name)
        .containsExactly("chat", "code");
  }

  @Test
  void environment_standsInValues() {
    DaemonConfig config =
        loaded(
            """
            policies: {chat: "${env.HERE}.yaml"}
            listeners: [{kind: entry, address: "${env.HOST}:${env.PORT}"}]
            limits:
              concurrent_requests: ${env.PORT}
            """);

    assertThat(config.listeners().getFirst().name()).isEqualTo("localhost:9000");
    assertThat(config.limits().concurrentRequests()).isEqualTo(9000);
  }

  @Test
  void everySetting_isRead() {
    DaemonConfig config =
        loaded(
            """
            listeners:
              - {kind: entry, address: "[::1]:1", policy: code, require: none}
              - {kind: entry, address: 127.0.0.1:2, policy: chat, require: authenticated}
              - {kind: gateway, address: 127.0.0.1:3}
            admin: {address: 0.0.0.0:4, token_file: token}
            policies: policies
            inline_policies: {vaults: [default]}
            ignore_host_actions: true
            vaults: {default: {type: env}, openai: {type: file, path: secrets}}
            access_keys_file: keys/access.json
            context: {key_files: [token], max_age: 1m}
            providers: {openai: {base_url: "http://egress.internal/openai/v1"}}
            egress: {connections_per_provider: 7}
            limits: {request_body: 1MiB, upload: 2GiB, concurrent_requests: 5, client_header_timeout: 2s, client_body_timeout: 3s, idle: 4s}
            records: {to: records.jsonl, sample: 0.5}
            zone: eu-west-1
            shutdown: {grace: 5s}
            """);

    assertThat(config.listeners())
        .extracting(ListenerSettings::kind)
        .containsExactly(
            new Listener.Entry(new PolicyRef.Named("code"), Authentication.NOT_REQUIRED),
            new Listener.Entry(new PolicyRef.Named("chat"), Authentication.REQUIRED),
            new Listener.Gateway());
    assertThat(config.admin().address()).hasToString("0.0.0.0:4");
    assertThat(config.admin().token().reveal()).isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(config.hostActions()).isEqualTo(HostActions.IGNORED);
    assertThat(config.accessKeysFile()).isEqualTo(folder.resolve("keys/access.json"));
    assertThat(config.context())
        .isEqualTo(new ContextConfig(List.of(folder.resolve("token")), Duration.ofMinutes(1)));
    assertThat(config.providers())
        .extracting(ProviderAddress::provider, ProviderAddress::url)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "openai", URI.create("http://egress.internal/openai/v1")));
    assertThat(config.upstream().connectionsPerProvider()).isEqualTo(7);
    assertThat(config.limits())
        .isEqualTo(
            new ClientLimits(
                1 << 20,
                2L << 30,
                5,
                ClientLimits.DEFAULTS.headerBytes(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
    assertThat(config.records())
        .isEqualTo(
            new RecordsConfig(new Target.ToFile(folder.resolve("records.jsonl")), 0.5, false));
    assertThat(config.zone()).isEqualTo("eu-west-1");
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void commandLine_hasPrecedence() {
    Overrides overrides =
        new Overrides(
            new PolicyFile("mine", Path.of("mine.yaml")),
            new HostAndPort("127.0.0.1", 9),
            true,
            new Overrides.AdminAt(null),
            Path.of("k.json"),
            new Target.None(),
            true,
            List.of(new ProviderAddress("openai", URI.create("http://here"), null)));

    DaemonConfig config =
        loaded(
            ONE_POLICY
                + """
                listeners: [{kind: entry, address: 127.0.0.1:1, require: authenticated}]
                admin: {address: 127.0.0.1:2}
                access_keys_file: other.json
                records: {to: other.jsonl}
                providers: {openai: {base_url: "http://there"}}
                """,
            overrides);

    assertThat(config.listeners().getFirst().name()).isEqualTo("127.0.0.1:9");
    assertThat(config.listeners().getFirst().kind())
        .isEqualTo(new Listener.Entry(new PolicyRef.Named("mine"), Authentication.NOT_REQUIRED));
    assertThat(config.admin()).isNull();
    assertThat(config.accessKeysFile()).hasToString("k.json");
    assertThat(config.records().to()).isEqualTo(new Target.None());
    assertThat(config.hostActions()).isEqualTo(HostActions.IGNORED);
    assertThat(config.providers()).isEqualTo(overrides.providers());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        wrong(
            "unknown field",
            ONE_POLICY + "lisseners: []",
            "2:1: error: lisseners: unknown field (did you mean \"listeners\"?)"),
        wrong(
            "no policy",
            "admin: {address: none}",
            "1:1: error: policies: an entry listener needs a policy: name its file here, such as policies: {chat: chat.yaml}, or give it to serve"),
        wrong(
            "policy of a listener left open",
            "policies: policies\nlisteners: [{kind: entry, address: 127.0.0.1:1}]",
            "2:13: error: listeners[0]: say under which policy its requests run: policy: NAME; there are: chat, code"),
        wrong(
            "unknown policy",
            "policies: policies\nlisteners: [{kind: entry, address: 127.0.0.1:1, policy: chot}]",
            "2:57: error: listeners[0].policy: there is no policy of this name; there are: chat, code (did you mean \"chat\"?)"),
        wrong(
            "no such policy file",
            "policies: {chat: nowhere.yaml}",
            "1:18: error: policies.chat: there is no file FOLDER/nowhere.yaml"),
        wrong(
            "no policy in the folder",
            "policies: empty",
            "1:11: error: policies: there is no *.yaml in FOLDER/empty"),
        wrong(
            "two policies of one name",
            "policies: {chat: chat.yaml, all: policies}\nlisteners: [{kind: gateway, address: 127.0.0.1:1}]\n"
                + SIGNED,
            "1:34: error: policies.all: two policies are named chat: FOLDER/chat.yaml and FOLDER/policies/chat.yaml; rename one"),
        wrong(
            "listener without kind and address",
            ONE_POLICY + "listeners: [{}]",
            "2:13: error: listeners[0].kind: missing; entry takes clients, gateway takes only what a host gateway signed",
            "2:13: error: listeners[0].address: missing; HOST:PORT, such as 127.0.0.1:8700"),
        wrong(
            "listener of another kind",
            ONE_POLICY + "listeners: [{kind: entri, address: 127.0.0.1:1}]",
            "2:20: error: listeners[0].kind: expected one of entry, gateway, found other text (did you mean \"entry\"?)"),
        wrong(
            "gateway with a policy",
            "listeners: [{kind: gateway, address: 127.0.0.1:1, policy: chat, require: none}]\n"
                + SIGNED,
            "1:51: error: listeners[0].policy: a gateway listener takes this from the signed context; remove it",
            "1:65: error: listeners[0].require: a gateway listener takes this from the signed context; remove it"),
        wrong(
            "one address twice",
            ONE_POLICY
                + "listeners: [{kind: entry, address: 127.0.0.1:1}, {kind: entry, address: 127.0.0.1:1}]",
            "2:73: error: listeners[1].address: another listener has this address already"),
        wrong(
            "no address",
            ONE_POLICY + "listeners: [{kind: entry, address: here}]",
            "2:36: error: listeners[0].address: expected HOST:PORT, such as 127.0.0.1:8700 or [::1]:8700"),
        wrong(
            "Unix socket",
            ONE_POLICY + "listeners: [{kind: entry, address: 'unix:/run/k.sock'}]",
            "2:36: error: listeners[0].address: a Unix socket as address is not in this version of Keyway yet; remove this"),
        wrong(
            "TLS without key, with a certificate that is none",
            ONE_POLICY
                + "listeners: [{kind: entry, address: 127.0.0.1:1, tls: {certificate: no.pem}}]",
            "2:54: error: listeners[0].tls.key: missing; the PEM file of the certificate's private key"),
        wrong(
            "TLS with files that are none",
            ONE_POLICY
                + "listeners: [{kind: entry, address: 127.0.0.1:1, tls: {certificate: no.pem, key: no.pem}}]",
            "2:68: error: listeners[0].tls.certificate: expected a PEM file of certificates",
            "2:81: error: listeners[0].tls.key: expected a PEM file of a private key without passphrase (PKCS #8)"),
        wrong(
            "admin open to the world",
            ONE_POLICY + "admin: {address: 0.0.0.0:1}",
            "2:18: error: admin.address: 0.0.0.0:1 can be reached from other machines: add token_file: FILE, or listen on 127.0.0.1"),
        wrong(
            "token too short",
            ONE_POLICY + "admin: {token_file: short-token}",
            "2:21: error: admin.token_file: the token must be one line of at least 16 visible ASCII characters; make one with `openssl rand -hex 32`"),
        wrong(
            "what comes later",
            ONE_POLICY + "vaults: {openai: {type: vault, path: /etc/secrets}}",
            "2:25: error: vaults.openai.type: the vault type vault is not in this version of Keyway yet; remove this"),
        wrong(
            "gateways",
            ONE_POLICY
                + """
                gateways:
                  kong: {path: /run/kong.sock, mode: '0666', group: kong}
                  envoy: {address: 'unix:', mode: rw, tls: {certificate: a}}
                  nginx: {}
                  apisix: {path: /run/apisix.sock, mode: '9'}
                """,
            "3:9: error: gateways.kong.socket: missing; the path of a Unix socket, such as /run/keyway/kong.sock",
            "3:10: error: gateways.kong.path: unknown field; known here: socket, mode, group",
            "3:38: error: gateways.kong.mode: every user of this machine could ask for keys there; let the gateway's in by its group: mode: \"0660\" and group:",
            "4:20: error: gateways.envoy.address: expected the path of a socket after unix:",
            "4:35: error: gateways.envoy.mode: expected a file's mode as chmod takes it, in quotes: \"0660\"",
            "4:39: error: gateways.envoy.tls: a Unix socket is guarded by its file's mode and group; remove this",
            "4:44: error: gateways.envoy.tls.key: missing; the PEM file of its private key (PKCS #8)",
            "4:44: error: gateways.envoy.tls.client_ca: missing; the PEM file of who signed Envoy's certificate: nobody else may ask",
            "4:58: error: gateways.envoy.tls.certificate: there is no file FOLDER/a",
            "5:3: error: gateways.nginx: unknown field; known here: envoy, kong, apisix",
            "6:11: error: gateways.apisix.socket: missing; the path of a Unix socket, such as /run/keyway/apisix.sock",
            "6:12: error: gateways.apisix.path: unknown field; known here: socket, mode, group, anonymous_consumers",
            "6:42: error: gateways.apisix.mode: expected a file's mode as chmod takes it, in quotes: \"0660\""),
        wrong(
            "consumers that are nobody",
            ONE_POLICY + "gateways: {apisix: {socket: a.sock, anonymous_consumers: ['']}}",
            "2:59: error: gateways.apisix.anonymous_consumers[0]: expected the name of a consumer of APISIX's, such as anonymous; [] names none"),
        wrong(
            "gateways on ports",
            ONE_POLICY + "gateways: {envoy: {address: '10.0.0.1:8720', mode: '0600'}}",
            "2:29: error: gateways.envoy.address: 10.0.0.1:8720 can be reached from other machines, and whoever asks there is believed: add tls: {certificate, key, client_ca}, or use a Unix socket or 127.0.0.1",
            "2:46: error: gateways.envoy.mode: a port has none; remove it"),
        wrong(
            "vault of another type",
            ONE_POLICY + "vaults: {a: {type: enf}, b: {}}",
            "2:20: error: vaults.a.type: expected one of env, file, sealed, found other text (did you mean \"env\"?)",
            "2:29: error: vaults.b.type: missing; env reads the environment, file the files of a folder, sealed an encrypted file"),
        wrong(
            "vaults without a folder, or with one too many",
            ONE_POLICY
                + "vaults: {a: {type: file}, b: {type: env, path: /x}, c: {type: file, paht: /x}}",
            "2:13: error: vaults.a.path: missing; the folder that holds a file for each secret",
            "2:42: error: vaults.b.path: an env vault has no path; type: file reads the files of a folder",
            "2:56: error: vaults.c.path: missing; the folder that holds a file for each secret",
            "2:69: error: vaults.c.paht: unknown field (did you mean \"path\"?)"),
        wrong(
            "sealed vaults",
            ONE_POLICY
                + """
                vaults:
                  a: {type: sealed, passphrase_file: p}
                  b: {type: sealed, path: x}
                  c: {type: sealed, path: x, passphrase_file: p, passphrase_fd: 3}
                  d: {type: sealed, path: x, passphrase_fd: 1}
                  e: {type: sealed, path: x, passphrase_fd: three}
                  f: {type: sealed, path: x, passphrase_fd: 3, passphrase: canary}
                  g: {type: sealed, path: x, passphrase_fd: 3, passphrase_env: P}
                  h: {type: file, path: x, passphrase_fd: 3}
                """,
            "3:6: error: vaults.a.path: missing; the file that `keyway vault init` made",
            "4:6: error: vaults.b: nothing says where the passphrase comes from: add passphrase_file: FILE, or passphrase_fd: 3",
            "5:50: error: vaults.c.passphrase_fd: passphrase_file says already where the passphrase comes from; remove one of them",
            "6:45: error: vaults.d.passphrase_fd: expected a file descriptor to read from, such as 3: keyway writes to 1 and 2",
            "7:45: error: vaults.e.passphrase_fd: expected a whole number from 0 to 1023, found other text",
            "8:48: error: vaults.f.passphrase: a passphrase beside the vault's place guards nothing: write it into a file of its own, and name that by passphrase_file",
            "9:48: error: vaults.g.passphrase_env: a process's environment is shown to too many and inherited by its children: use passphrase_file (systemd's credentials, a mounted secret) or passphrase_fd",
            "10:28: error: vaults.h.passphrase_fd: unknown field; known here: type, path"),
        wrong(
            "addresses of providers",
            ONE_POLICY
                + """
                providers:
                  openai: {base_url: "http://me:secret@h/v1"}
                  google: {base_url: "ftp://h"}
                  groq: {base_uri: "http://h"}
                """,
            "3:22: error: providers.openai.base_url: a URL with a user name or password is not accepted: logs would show it",
            "4:22: error: providers.google.base_url: expected a URL such as http://egress.internal/openai/v1",
            "5:10: error: providers.groq.base_uri: unknown field (did you mean \"base_url\"?)"),
        wrong(
            "limits",
            ONE_POLICY
                + """
                limits: {request_body: 2GiB, concurrent_requests: 0, client_header_timeout: 10, idle: 5ms}
                egress: {connections_per_provider: many}
                """,
            "2:24: error: limits.request_body: expected 1B to 1GiB",
            "2:51: error: limits.concurrent_requests: expected a whole number from 1 to 1000000, found the number 0",
            "2:77: error: limits.client_header_timeout: expected a duration with its unit, such as 500ms, 30s, 2m or 1m30s, found the number 10",
            "2:87: error: limits.idle: expected 1s to 24h, found 5ms",
            "3:36: error: egress.connections_per_provider: expected a whole number from 1 to 65536, found other text"),
        wrong(
            "uploads smaller than bodies",
            ONE_POLICY + "limits: {request_body: 2MiB, upload: 1MiB}",
            "2:38: error: limits.upload: expected the size of limits.request_body to 64GiB"),
        wrong(
            "records",
            ONE_POLICY + "records: {to: '', sample: 1.5}",
            "2:15: error: records.to: expected a file's path",
            "2:27: error: records.sample: expected a share from 0 to 1, such as 0.1"),
        wrong(
            "variable that is not set",
            ONE_POLICY + "records: {to: '${env.NOWHERE}/records'}",
            "2:15: error: records.to: the environment variable NOWHERE is not set"),
        wrong(
            "context key that is not there",
            ONE_POLICY + "context: {key_files: [none.key]}",
            "2:23: error: context.key_files[0]: there is no file FOLDER/none.key"),
        wrong("a list", "[]", "1:1: error: expected an object (name: value), found a list"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String yaml, List<String> problems) {
    ConfigReading reading = read(yaml, Overrides.NONE);

    assertThat(reading).isInstanceOf(ConfigReading.Refused.class);
    assertThat(new ProblemReport("f", reading.problems()).text().lines())
        .map(line -> line.replace(folder.toString(), "FOLDER"))
        .containsExactlyElementsOf(problems.stream().map(line -> "f:" + line).toList());
  }

  @Test
  void listenOfTheCommandLine_isRefusedWithSeveralListeners() {
    Overrides listen =
        new Overrides(
            null, new HostAndPort("127.0.0.1", 9), false, null, null, null, false, List.of());

    ConfigReading reading =
        read(
            "listeners: [{kind: gateway, address: 127.0.0.1:1}, {kind: gateway, address: 127.0.0.1:2}]",
            listen);

    assertThat(new ProblemReport("f", reading.problems()).text())
        .contains("--listen is for one listener, here are 2: write the address here");
  }

  @Test
  void gatewayListener_isFineWhereAnAdapterHereSigns() {
    ConfigReading reading =
        read(
            """
            listeners: [{kind: gateway, address: 127.0.0.1:1}]
            gateways: {kong: {socket: run/kong.sock}}
            """,
            Overrides.NONE);

    assertThat(reading.problems()).isEmpty();
  }

  /** APISIX's workers run as nobody, who need not be in a group of their own. */
  @Test
  void apisixSocketOpenToAll_isWarnedOf() {
    ConfigReading reading =
        read(
            """
            listeners: [{kind: gateway, address: 127.0.0.1:1}]
            gateways: {apisix: {socket: run/apisix.sock, mode: "0666"}}
            """,
            Overrides.NONE);

    assertThat(((ConfigReading.Loaded) reading).config().gateways().apisix().socket().mode())
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(new ProblemReport("f", reading.problems()).text())
        .startsWith(
            "f:2:52: warning: gateways.apisix.mode: every user of this machine can say there")
        .containsOnlyOnce("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {socket: a.sock}                                              | anonymous
          {socket: a.sock, anonymous_consumers: null}                   | anonymous
          {socket: a.sock, anonymous_consumers: []}                     | ''
          {socket: a.sock, anonymous_consumers: [anonymous, free-tier]} | anonymous free-tier
          """)
  void apisixConsumersThatAreNobody_areNamed(String apisix, String names) {
    ConfigReading reading =
        read(
            "listeners: [{kind: gateway, address: 127.0.0.1:1}]\ngateways: {apisix: "
                + apisix
                + "}\n",
            Overrides.NONE);

    assertThat(((ConfigReading.Loaded) reading).config().gateways().apisix().callers().anonymous())
        .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(" "));
  }

  @Test
  void gatewayListenerWithoutContextKey_isWarnedOf() {
    ConfigReading reading =
        read("listeners: [{kind: gateway, address: 127.0.0.1:1}]", Overrides.NONE);

    assertThat(reading).isInstanceOf(ConfigReading.Loaded.class);
    assertThat(new ProblemReport("f", reading.problems()).text())
        .contains(
            "warning: context: a gateway listener without context.key_files refuses everything");
  }

  @ParameterizedTest
  @MethodSource
  void kindOfFile_isTold(String text, boolean config) {
    assertThat(ConfigReader.isConfig(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(config);
  }

  static Stream<Arguments> kindOfFile_isTold() {
    return Stream.of(
        Arguments.of("listeners: []", true),
        Arguments.of("policies: {}", true),
        Arguments.of("providers: {openai: {}}", true),
        Arguments.of("providers: []", false),
        Arguments.of("on_http_request: []\nlimits: {}", false),
        Arguments.of("{\"providers\": [], \"records\": 1, \"api_key_selection\": {}}", false),
        Arguments.of("", false),
        Arguments.of("[", false));
  }

  private static Arguments wrong(String name, String yaml, String... problems) {
    return argumentSet(name, yaml, List.of(problems));
  }

  private DaemonConfig loaded(String yaml) {
    return loaded(yaml, Overrides.NONE);
  }

  private DaemonConfig loaded(String yaml, Overrides overrides) {
    ConfigReading reading = read(yaml, overrides);
    assertThat(new ProblemReport("f", reading.problems()).text()).doesNotContain("error");
    return ((ConfigReading.Loaded) reading).config();
  }

  private ConfigReading read(String yaml, Overrides overrides) {
    Map<String, String> environment = Map.of("HERE", "chat", "HOST", "localhost", "PORT", "9000");
    return ConfigReader.read(
        folder.resolve("keyway.yaml"),
        yaml.getBytes(StandardCharsets.UTF_8),
        environment::get,
        overrides);
  }
}
