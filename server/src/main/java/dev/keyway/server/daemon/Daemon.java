package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.Listener;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.health.Health;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.relay.Relay;
import dev.keyway.relay.RelaySettings;
import dev.keyway.relay.RelayStartException;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.admin.AdminServer;
import dev.keyway.server.admin.Metrics;
import dev.keyway.server.admin.Readiness;
import dev.keyway.server.config.AdminConfig;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.RecordsConfig.Target;
import dev.keyway.server.records.RecentRecords;
import dev.keyway.server.records.RecordOutput;
import dev.keyway.server.records.RecordQueue;
import dev.keyway.server.records.RotatingFile;
import dev.keyway.server.records.StreamOutput;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running Keyway. {@link #start} is the program's architecture in one method: what is built, of
 * what, in which order.
 */
public final class Daemon implements AutoCloseable {

  /** More routes than one daemon serves; a bound, because others than the operator write them. */
  private static final int MOST_INLINE_POLICIES = 10_000;

  private final DaemonConfig config;
  private final Relay relay;
  private final @Nullable AdminServer admin;
  private final Readiness readiness;
  private final List<String> notes;
  private final OpenThings open;

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
    SecretResolver secrets = SecretResolver.ofEnvironment(around.environment());
    FollowedPolicies policies =
        FollowedPolicies.load(
            registry(config, secrets, around.clock()),
            new PolicyLoader(secrets),
            config.policies());
    ProviderUrls urls = urls(config, policies);

    SecureRandom secureRandom = new SecureRandom();
    ContextKeys contextKeys = ContextFiles.keys(config.context(), secureRandom);
    AdmissionDesk admission =
        new AdmissionDesk(
            contextKeys, config.context().maxAge(), CredentialFingerprints.random(secureRandom));
    FollowedAccessKeys accessKeys =
        FollowedAccessKeys.load(config.accessKeysFile(), admission::take);
    open.keep(Following.start(accessKeys::look, policies::look));

    Metrics metrics = open.keep(new Metrics());
    RecentRecords recent = new RecentRecords();
    RecordQueue records =
        open.keep(
            RecordQueue.start(
                output(config.records().to(), around), config.records().sample(), recent));
    metrics.watchDroppedRecords(records::dropped);
    Consumer<DecisionRecord> settled = metrics::count;

    Keyway keyway =
        new Keyway(
            around.clock(),
            () -> ThreadLocalRandom.current().nextLong(),
            new Health(),
            urls,
            settled.andThen(records));

    Readiness readiness = new Readiness();
    AdminServer admin = null;
    if (config.admin() != null) {
      admin = open.keep(admin(config.admin(), readiness, metrics, recent, secrets));
    }
    Relay relay =
        open.keep(
            relay(
                config,
                new RelaySettings(
                    config.listeners(),
                    keyway,
                    policies,
                    admission,
                    around.clock(),
                    config.limits(),
                    config.upstream())));
    metrics.watchRequestsUnderWay(relay::requestsUnderWay);
    List<String> notes =
        StartNotes.of(config, policies, admission.get().accessKeys(), around.clock().instant());
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
   * writes the records that wait.
   */
  @Override
  public void close() {
    readiness.stopping();
    if (!config.grace().isZero()) {
      relay.shutdown(config.grace());
    }
    open.close();
  }

  private static PolicyRegistry registry(
      DaemonConfig config, SecretResolver secrets, InstantSource clock) {
    PolicyReader inline =
        Keyway.policyReader(
            secrets, Severity.ERROR, new PolicyReader.Origin.Inline(config.inlineVaults()));
    return new PolicyRegistry(clock, inline, config.context().maxAge(), MOST_INLINE_POLICIES);
  }

  private static ProviderUrls urls(DaemonConfig config, FollowedPolicies policies)
      throws StartException {
    ProviderIds ids =
        ProviderIds.of(
            config.providers(),
            policies.all().stream().map(policy -> policy.aiGateway().catalogue()).toList());
    if (!ids.problems().isEmpty()) {
      String file = config.file().isEmpty() ? "--provider-url" : config.file();
      throw StartException.badInput(List.of(new ProblemReport(file, ids.problems())));
    }
    return ids.urls();
  }

  private static RecordOutput output(Target to, Surroundings around) throws StartException {
    return switch (to) {
      case Target.Stdout stdout -> new StreamOutput(around.output());
      case Target.None none -> RecordOutput.NONE;
      case Target.ToFile file -> {
        try {
          yield RotatingFile.open(file.path());
        } catch (IOException e) {
          throw StartException.impossible(
              "records can't be written to %s: is its folder there, and may this user write in it?"
                  .formatted(file.path()));
        }
      }
    };
  }

  private static AdminServer admin(
      AdminConfig config,
      Readiness readiness,
      Metrics metrics,
      RecentRecords recent,
      SecretResolver secrets)
      throws StartException {
    try {
      return AdminServer.start(config, readiness, metrics, recent, secrets);
    } catch (IOException e) {
      throw StartException.impossible(
          Addresses.refused(config.address(), e, "--admin or admin.address"));
    }
  }

  private static Relay relay(DaemonConfig config, RelaySettings settings) throws StartException {
    try {
      return Relay.start(settings);
    } catch (RelayStartException e) {
      List<HostAndPort> addresses =
          config.listeners().stream().map(one -> new HostAndPort(one.host(), one.port())).toList();
      String why = Addresses.firstRefused(addresses, "--listen or listeners[].address");
      throw StartException.impossible(why == null ? String.valueOf(e.getMessage()) : why);
    }
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
