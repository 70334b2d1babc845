package dev.keyway.server.demo;

import dev.keyway.Keyway;
import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem;
import dev.keyway.envoy.EnvoyAddress;
import dev.keyway.envoy.EnvoyServer;
import dev.keyway.envoy.EnvoyServing;
import dev.keyway.health.Health;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.relay.ClientLimits;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.relay.Relay;
import dev.keyway.relay.RelaySettings;
import dev.keyway.relay.RelayStartException;
import dev.keyway.relay.UpstreamSettings;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretResolver;
import dev.keyway.socket.UnixSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A relay as {@code serve} would start it, with one policy, one access key, and providers that are
 * scripted; alone, or behind an Envoy that asks who calls.
 */
final class DemoGateway implements AutoCloseable {

  private static final Duration RECORD_LIMIT = Duration.ofSeconds(10);

  private final Relay relay;
  private final @Nullable Before before;
  private final Secret accessKey;
  private final BlockingQueue<DecisionRecord> records;

  private DemoGateway(
      Relay relay,
      @Nullable Before before,
      Secret accessKey,
      BlockingQueue<DecisionRecord> records) {
    this.relay = relay;
    this.before = before;
    this.accessKey = accessKey;
    this.records = records;
  }

  /**
   * Starts one that remembers nothing.
   *
   * @param envoy what clients come to, or null: the relay itself
   * @param port 0: any free one
   * @throws EnvoyStartException when Envoy does not come up
   */
  static DemoGateway start(DemoPolicy name, Cast cast, @Nullable DemoEnvoy envoy, int port)
      throws RelayStartException, EnvoyStartException, IOException {
    SecureRandom random = new SecureRandom();
    InstantSource clock = InstantSource.system();
    AccessKeys.Creation key =
        AccessKeys.empty(random).create(AccessKeyWish.named("demo"), clock.instant(), random);
    Admission admission =
        new Admission(
            key.keys(),
            ContextKeys.random(random),
            Duration.ofSeconds(30),
            CredentialFingerprints.random(random));
    ProviderUrls urls =
        new ProviderUrls(
            Map.of("openai", cast.openai().baseUrl(), "google", cast.google().baseUrl()));
    BlockingQueue<DecisionRecord> records = new LinkedBlockingQueue<>();
    Keyway keyway = new Keyway(clock, random, new Health(), urls, records::add);
    Policy policy = policy(name);
    Listener listener =
        envoy == null
            ? new Listener.Entry(new PolicyRef.Named(policy.name()), Authentication.AS_POLICY_SAYS)
            : new Listener.Gateway();
    int relayPort = envoy == null ? port : 0;
    Relay relay =
        Relay.start(
            new RelaySettings(
                List.of(new ListenerSettings("demo", listener, "127.0.0.1", relayPort, null)),
                keyway,
                ref -> policy,
                () -> admission,
                clock,
                ClientLimits.DEFAULTS,
                UpstreamSettings.DEFAULTS));
    if (envoy == null) {
      return new DemoGateway(relay, null, key.text(), records);
    }
    try {
      EnvoyServing serving = new EnvoyServing(keyway, ref -> policy, admission);
      Before before = Before.start(envoy, policy, serving, address(relay).getPort(), port);
      return new DemoGateway(relay, before, key.text(), records);
    } catch (IOException | EnvoyStartException e) {
      relay.close();
      throw e;
    }
  }

  /**
   * What stands before the relay.
   *
   * @param service what Envoy asks who calls
   */
  private record Before(EnvoyServer service, DemoEnvoy.Running envoy) implements AutoCloseable {

    static Before start(
        DemoEnvoy envoy, Policy policy, EnvoyServing serving, int relayPort, int port)
        throws EnvoyStartException, IOException {
      Path folder = Files.createTempDirectory("keyway-demo");
      Set<PosixFilePermission> ours =
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      EnvoyServer service =
          EnvoyServer.start(
              new EnvoyAddress.OnSocket(new UnixSocket(DemoEnvoy.socket(folder), ours, null)),
              () -> serving,
              InstantSource.system());
      try {
        return new Before(service, envoy.start(policy, relayPort, folder, port));
      } catch (IOException | EnvoyStartException e) {
        service.close();
        throw e;
      }
    }

    @Override
    public void close() {
      envoy.close();
      service.close();
    }
  }

  /** Where it listens. */
  URI url() {
    if (before != null) {
      return URI.create("http://127.0.0.1:" + before.envoy().port());
    }
    InetSocketAddress address = address(relay);
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  private static InetSocketAddress address(Relay relay) {
    return relay.addresses().getFirst();
  }

  /** The key a client must carry. It opens nothing but this demo. */
  Secret accessKey() {
    return accessKey;
  }

  /** The record of the oldest request that was not asked for yet. */
  DecisionRecord nextRecord() throws InterruptedException {
    DecisionRecord record = records.poll(RECORD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (record == null) {
      throw new IllegalStateException("no decision record arrived");
    }
    return record;
  }

  @Override
  public void close() {
    if (before != null) {
      before.close();
    }
    relay.close();
  }

  private static Policy policy(DemoPolicy name) {
    Map<String, String> environment =
        Map.of(
            "OPENAI_PRIMARY_KEY", Cast.PRIMARY,
            "OPENAI_BACKUP_KEY", Cast.BACKUP,
            "GOOGLE_KEY", Cast.GOOGLE);
    PolicyReader reader =
        Keyway.policyReader(SecretResolver.ofEnvironment(environment::get), Problem.Severity.ERROR);
    return switch (reader.read("quickstart", text(name))) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused ->
          throw new IllegalStateException("the demo's policy does not load: " + refused.problems());
    };
  }

  private static byte[] text(DemoPolicy name) {
    String resource = "/examples/quickstart/" + name.file();
    try (InputStream in = DemoGateway.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
