package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.Listener;
import dev.keyway.health.Health;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.relay.Relay;
import dev.keyway.relay.RelaySettings;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.admin.AdminServer;
import dev.keyway.server.admin.FactsPage;
import dev.keyway.server.admin.Metrics;
import dev.keyway.server.admin.Readiness;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.records.RecentRecords;
import dev.keyway.server.records.RecordQueue;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A running Keyway. {@link #start} is the program's architecture in one method: what is built, of
 * what, in which order.
 */
public final class Daemon implements AutoCloseable {

  private final Live live;
  private final Relay relay;
  private final Adapters adapters;
  private final @Nullable AdminServer admin;
  private final Readiness readiness;
  private final List<String> notes;
  private final Follower follower;
  private final OpenThings open;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Daemon(
      Live live,
      Relay relay,
      Adapters adapters,
      @Nullable AdminServer admin,
      Readiness readiness,
      List<String> notes,
      Follower follower,
      OpenThings open) {
    this.live = live;
    this.relay = relay;
    this.adapters = adapters;
    this.admin = admin;
    this.readiness = readiness;
    this.notes = notes;
    this.follower = follower;
    this.open = open;
  }

  /**
   * Starts everything and returns when it takes requests.
   *
   * @param source where the configuration came from; followed from now on
   * @throws StartException when it can't; nothing is left running then
   */
  public static Daemon start(DaemonConfig config, ConfigSource source, Surroundings around)
      throws StartException {
    OpenThings open = new OpenThings();
    try {
      return start(config, source, around, open);
    } catch (StartException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static Daemon start(
      DaemonConfig config, ConfigSource source, Surroundings around, OpenThings open)
      throws StartException {
    OpenVaults vaults = new OpenVaults(around.environment());
    SecretResolver secrets = vaults.open(config.vaults());
    Map<String, LoadedPolicy> policies =
        FirstPolicies.load(
            new PolicyLoader(secrets, config.hostActions()),
            config.policies(),
            around.clock().instant());
    ProviderIds providers = Parts.providers(config, policies.values());
    SecureRandom secureRandom = new SecureRandom();
    ContextKeys contextKeys = ContextFiles.keys(config.context(), secureRandom);

    Metrics metrics = open.keep(new Metrics());
    RecentRecords recent = new RecentRecords();
    RecordQueue records =
        open.keep(
            RecordQueue.start(
                Parts.output(config.records().to(), around), config.records().sample(), recent));
    metrics.watchDroppedRecords(records::dropped);
    Consumer<DecisionRecord> settled = metrics::count;

    Health health = new Health(config.zone());
    Keyway plain =
        new Keyway(
            around.clock(),
            () -> ThreadLocalRandom.current().nextLong(),
            health,
            ProviderUrls.NONE,
            settled.andThen(records));
    Keyway keyway = config.records().facts() ? plain.withFactsInRecords() : plain;

    Assembly assembly =
        new Assembly(
            keyway,
            Parts.registry(config, secrets, around.clock()),
            CredentialFingerprints.random(secureRandom));
    Live live =
        new Live(
            assembly.first(
                config, secrets, policies, providers, contextKeys, around.clock().instant()));
    Refusals refusals =
        new Refusals(around.clock(), (kind, result) -> metrics.countReload(kind.label(), result));
    Consumer<AccessKeys> accessKeysTaken = other -> live.replace(now -> assembly.with(now, other));
    Function<AccessKeys, List<String>> doubts =
        other -> KeyLimits.unknown(other, live.now().allPolicies(), around.clock().instant());
    Reload reload =
        new Reload(
            source,
            config,
            vaults,
            around,
            live,
            refusals,
            file -> FollowedAccessKeys.of(file, accessKeysTaken, doubts));
    Taking taking = new Taking(live, assembly, records, around, refusals);
    Follower follower =
        open.keep(
            Follower.start(
                reload,
                taking,
                refusals,
                FollowedAccessKeys.load(config.accessKeysFile(), accessKeysTaken, doubts)));
    metrics.watchRefusedReloads(() -> refusals.all().size());

    Readiness readiness = new Readiness();
    AdminServer admin = null;
    if (config.admin() != null) {
      FactsPage facts = new FactsPage(health, () -> live.now().allPolicies(), around.clock());
      admin =
          open.keep(
              Parts.admin(
                  config.admin(),
                  readiness,
                  metrics,
                  recent,
                  facts,
                  () -> live.now().secrets().refresh()));
    }
    Relay relay =
        open.keep(
            Parts.relay(
                config,
                new RelaySettings(
                    config.listeners(), live, around.clock(), config.limits(), config.upstream())));
    metrics.watchRequestsUnderWay(relay::requestsUnderWay);
    Adapters adapters =
        open.keep(Adapters.start(config.gateways(), live, assembly.registry(), around.clock()));
    List<String> notes = StartNotes.of(live.now(), around.clock().instant());
    Daemon daemon = new Daemon(live, relay, adapters, admin, readiness, notes, follower, open);
    readiness.ready(
        new ReadyDetails(live, refusals, follower::needsRestart),
        daemon.doors().stream()
            .map(door -> new Readiness.Listener(kind(door.kind()), door.address().toString()))
            .toList());
    return daemon;
  }

  /** Where clients and host gateways come in, with the ports that were bound. */
  public List<Door> doors() {
    List<Door> doors = new ArrayList<>();
    List<ListenerSettings> listeners = live.now().config().listeners();
    for (int i = 0; i < listeners.size(); i++) {
      ListenerSettings listener = listeners.get(i);
      int port = relay.addresses().get(i).getPort();
      doors.add(
          new Door(
              listener.kind(), new HostAndPort(listener.host(), port), listener.tls() != null));
    }
    return doors;
  }

  /** Where host gateways ask their adapters, and which: {@code unix:/x.sock (for Kong)}. */
  public List<String> adapterDoors() {
    return adapters.doors();
  }

  /** Where the operator's side door is, or null: there is none. */
  public @Nullable HostAndPort adminAddress() {
    return admin == null ? null : admin.address();
  }

  /** What the operator should know at the start, a line each. */
  public List<String> notes() {
    return notes;
  }

  /**
   * Looks at once whether files have changed, and reads them again in any case. Returns before that
   * is done.
   */
  public void reload() {
    follower.lookNow();
  }

  /**
   * Stops: takes no new requests, lets what is under way finish within the configured grace, then
   * writes the records that wait. A second call does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    readiness.stopping();
    Duration grace = live.now().config().grace();
    if (!grace.isZero()) {
      finish(grace);
    }
    open.close();
  }

  /** Lets what is under way finish, on both ways at once. */
  private void finish(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    adapters.stopAccepting();
    relay.shutdown(grace);
    adapters.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }

  private static String kind(Listener listener) {
    return switch (listener) {
      case Listener.Entry entry -> "entry";
      case Listener.Gateway gateway -> "gateway";
    };
  }

  /**
   * An address that is listened on.
   *
   * @param kind who may come in
   * @param address with the port that was bound
   * @param tls whether it speaks TLS
   */
  public record Door(Listener kind, HostAndPort address, boolean tls) {

    /** As a client would write it. */
    public String url() {
      return (tls ? "https://" : "http://") + address;
    }
  }
}
