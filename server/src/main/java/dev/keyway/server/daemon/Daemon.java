package dev.keyway.server.daemon;

import dev.keyway.Keyway;
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
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.records.RecentRecords;
import dev.keyway.server.records.RecordQueue;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running Keyway. {@link #start} is the program's architecture in one method: what is built, of
 * what, in which order.
 */
public final class Daemon implements AutoCloseable {

  private final DaemonConfig config;
  private final Relay relay;
  private final @Nullable AdminServer admin;
  private final Readiness readiness;
  private final List<String> notes;
  private final OpenThings open;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Daemon(
      DaemonConfig config,
      Relay relay,
      @Nullable AdminServer admin,
      Readiness readiness,
      List<String> notes,
      OpenThings open) {
    this.config = config;
    this.relay = relay;
    this.admin = admin;
    this.readiness = readiness;
    this.notes = notes;
    this.open = open;
  }

  /**
   * Starts everything and returns when it takes requests.
   *
   * @throws StartException when it can't; nothing is left running then
   */
  public static Daemon start(DaemonConfig config, Surroundings around) throws StartException {
    OpenThings open = new OpenThings();
    try {
      return start(config, around, open);
    } catch (StartException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static Daemon start(DaemonConfig config, Surroundings around, OpenThings open)
      throws StartException {
    SecretResolver secrets = Vaults.open(config.vaults(), around.environment());
    FollowedPolicies policies =
        FollowedPolicies.load(
            Parts.registry(config, secrets, around.clock()),
            new PolicyLoader(secrets),
            config.policies());
    ProviderUrls urls = Parts.urls(config, policies);

    SecureRandom secureRandom = new SecureRandom();
    ContextKeys contextKeys = ContextFiles.keys(config.context(), secureRandom);
    AdmissionDesk admission =
        new AdmissionDesk(
            contextKeys, config.context().maxAge(), CredentialFingerprints.random(secureRandom));
    FollowedAccessKeys accessKeys =
        FollowedAccessKeys.load(
            config.accessKeysFile(),
            admission::take,
            keys -> KeyLimits.unknown(keys, policies, around.clock().instant()));
    open.keep(Following.start(accessKeys::look, policies::look));
    open.keep(FolderWatch.start(config.accessKeysFile(), accessKeys::look));

    Metrics metrics = open.keep(new Metrics());
    RecentRecords recent = new RecentRecords();
    RecordQueue records =
        open.keep(
            RecordQueue.start(
                Parts.output(config.records().to(), around), config.records().sample(), recent));
    metrics.watchDroppedRecords(records::dropped);
    Consumer<DecisionRecord> settled = metrics::count;

    Health health = new Health();
    Keyway plain =
        new Keyway(
            around.clock(),
            () -> ThreadLocalRandom.current().nextLong(),
            health,
            urls,
            settled.andThen(records));
    Keyway keyway = config.records().facts() ? plain.withFactsInRecords() : plain;

    Readiness readiness = new Readiness();
    AdminServer admin = null;
    if (config.admin() != null) {
      FactsPage facts = new FactsPage(health, policies::all, around.clock());
      admin = open.keep(Parts.admin(config.admin(), readiness, metrics, recent, facts, secrets));
    }
    Relay relay =
        open.keep(
            Parts.relay(
                config,
                new RelaySettings(
                    config.listeners(),
                    () -> keyway,
                    policies,
                    admission,
                    around.clock(),
                    config.limits(),
                    config.upstream())));
    metrics.watchRequestsUnderWay(relay::requestsUnderWay);
    List<String> notes = new ArrayList<>(ExposedSecrets.warnings(secrets.files()));
    notes.addAll(
        StartNotes.of(config, policies, admission.get().accessKeys(), around.clock().instant()));
    Daemon daemon = new Daemon(config, relay, admin, readiness, notes, open);
    readiness.ready(
        () ->
            policies.all().stream()
                .map(policy -> new Readiness.Policy(policy.name(), policy.digest()))
                .toList(),
        daemon.doors().stream()
            .map(door -> new Readiness.Listener(kind(door.kind()), door.address().toString()))
            .toList());
    return daemon;
  }

  /** Where clients and host gateways come in, with the ports that were bound. */
  public List<Door> doors() {
    List<Door> doors = new ArrayList<>();
    for (int i = 0; i < config.listeners().size(); i++) {
      ListenerSettings listener = config.listeners().get(i);
      int port = relay.addresses().get(i).getPort();
      doors.add(
          new Door(
              listener.kind(), new HostAndPort(listener.host(), port), listener.tls() != null));
    }
    return doors;
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
   * Stops: takes no new requests, lets what is under way finish within the configured grace, then
   * writes the records that wait. A second call does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    readiness.stopping();
    if (!config.grace().isZero()) {
      relay.shutdown(config.grace());
    }
    open.close();
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
