package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.command.EnvoyCommand;
import dev.keyway.server.command.ExitCode;
import dev.keyway.server.command.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code keyway envoy config} prints is held to the real Envoy's own opinion. */
class GeneratedConfigIT {

  private static final Path POLICIES = Path.of("../examples/policies");
  private static final String ONE = POLICIES.resolve("openai-else-anthropic.yaml").toString();

  /** It edits answers' bodies. */
  private static final List<String> FOR_THE_RELAY_ALONE = List.of("redact-answers");

  /** A configuration that exists; its parts are found by their names. */
  private static final String HOST =
      """
      static_resources:
        listeners:
        - name: in
          address: {socket_address: {address: 127.0.0.1, port_value: 0}}
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: host
                http_filters:
                - name: envoy.filters.http.router
                  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config:
                  virtual_hosts:
                  - name: host
                    domains: ["*"]
                    routes:
                    - {match: {prefix: /}, route: {cluster: host}}
        clusters:
        - {name: host, type: STATIC, load_assignment: {cluster_name: host}}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void relayForm_ofOnePolicyAndOfAll(EnvoyBinary envoy) throws Exception {
    assertTaken(envoy, made(List.of(ONE)));
    assertTaken(
        envoy,
        made(
            policies(),
            "--ignore-host-actions",
            "--jwt=staff",
            "--ext-authz",
            "--client-certificate",
            "--admin=127.0.0.1:9901"));
  }

  @ParameterizedTest
  @EnumSource
  void relayForm_mergedIntoAnotherConfiguration(EnvoyBinary envoy) throws Exception {
    assertTaken(envoy, merged(made(policies(), "--ignore-host-actions", "--fragment")));
  }

  @ParameterizedTest
  @EnumSource
  void tokenForm_wholeAndMerged(EnvoyBinary envoy) throws Exception {
    assertTaken(envoy, made(List.of(ONE), "--form=token"));
    assertTaken(envoy, merged(made(List.of(ONE), "--form=token", "--fragment")));
  }

  @Test
  void nativeForm_ofOnePolicyAndOfAllThatItCanCarry() throws Exception {
    List<String> fit = new ArrayList<>(policies());
    fit.removeIf(file -> FOR_THE_RELAY_ALONE.contains(name(file)));

    assertTaken(EnvoyBinary.NEWEST, made(List.of(ONE), "--form=native", "--no-usage"));
    String all = made(fit, "--ignore-host-actions", "--form=native");
    assertTaken(EnvoyBinary.NEWEST, all);
    String fragment = made(fit, "--ignore-host-actions", "--form=native", "--fragment");
    assertTaken(EnvoyBinary.NEWEST, merged(fragment));
  }

  @Test
  void nativeForm_refusesWhatNeedsTheRelay() {
    List<String> refused =
        policies().stream()
            .filter(
                file -> run(List.of(file), "--ignore-host-actions", "--form=native").code() != 0)
            .map(GeneratedConfigIT::name)
            .toList();

    assertThat(refused).isEqualTo(FOR_THE_RELAY_ALONE);
  }

  @Test
  void tlsEverywhere() throws Exception {
    for (String name : List.of("server.pem", "server.key")) {
      Files.copy(
          Path.of("src/test/resources/dev/keyway/server/config", name), folder.resolve(name));
    }
    Files.writeString(
        folder.resolve("own.yaml"),
        "providers: [{id: vllm, base_url: 'https://10.0.0.9:8443/v1'}]\n");
    Path config =
        Files.writeString(
            folder.resolve("keyway.yaml"),
            """
            listeners: [{kind: gateway, address: "keyway.internal:8710", tls: {certificate: server.pem, key: server.key}}]
            gateways: {envoy: {address: "10.0.0.7:8720", tls: {certificate: server.pem, key: server.key, client_ca: server.pem}}}
            policies: {own: own.yaml}
            providers: {vllm: {tls: {ca: server.pem, certificate: server.pem, key: server.key}}}
            """);
    String ca = folder.resolve("server.pem").toString();
    String[] files = {
      "--config=" + config,
      "--ca=" + ca,
      "--certificate=" + ca,
      "--key=" + folder.resolve("server.key")
    };

    assertTaken(EnvoyBinary.NEWEST, made(List.of(), files));
    assertTaken(
        EnvoyBinary.NEWEST,
        made(
            List.of(),
            Stream.concat(Arrays.stream(files), Stream.of("--form=native"))
                .toArray(String[]::new)));
  }

  private void assertTaken(EnvoyBinary envoy, String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("envoy.yaml"), yaml);
    Process validation =
        new ProcessBuilder(
                envoy.path().toString(),
                "--mode",
                "validate",
                "-l",
                "warning",
                "-c",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(validation.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(validation.waitFor()).as(said).isZero();
    assertThat(said.lines().filter(line -> line.contains("[warning]"))).isEmpty();
  }

  /** Every policy among the examples. */
  private static List<String> policies() {
    try (Stream<Path> files = Files.list(POLICIES)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".yaml") && !file.endsWith(".cases.yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String name(String file) {
    String name = String.valueOf(Path.of(file).getFileName());
    return name.substring(0, name.length() - ".yaml".length());
  }

  private record Run(int code, String out, String err) {}

  private static String made(List<String> policies, String... options) {
    Run run = run(policies, options);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINE);
    return run.out();
  }

  private static Run run(List<String> policies, String... options) {
    List<String> arguments = new ArrayList<>(List.of("envoy", "config"));
    arguments.addAll(Arrays.asList(options));
    arguments.addAll(policies);
    String[] line = arguments.toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Program.of(List.of(new EnvoyCommand()), line)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line);
    return new Run(code, out.toString(), err.toString());
  }

  /** As the comments of a fragment say: each list goes before what stands there. */
  private static String merged(String fragment) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<String, Object> host = yaml.load(HOST);
    yaml.loadAll(fragment)
        .forEach(piece ->
            ((Map<?, ?>) piece)
                .forEach((name, items) -> prepend(host, (String) name, (List<?>) items)));
    return yaml.dump(host);
  }

  @SuppressWarnings("unchecked") // what a YAML reader gives
  private static void prepend(Object node, String name, List<?> items) {
    switch (node) {
      case Map<?, ?> map -> {
        if (map.get(name) instanceof List<?> there) {
          ((List<Object>) there).addAll(0, items);
        } else {
          map.values().forEach(value -> prepend(value, name, items));
        }
      }
      case List<?> list -> list.forEach(value -> prepend(value, name, items));
      default -> {}
    }
  }
}
