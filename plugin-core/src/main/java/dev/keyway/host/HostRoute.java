package dev.keyway.host;

import dev.keyway.access.Caller;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of a host gateway, which stamps each of its requests for the relay. Safe for use by many
 * threads.
 */
public final class HostRoute {

  private static final String FILE = "the route's policy";

  private static final int MOST_TOLD = 3;

  private static final String ELSEWHERE =
      "the route brings its policy (%s), but Keyway's relay is another process, which does not know"
              .formatted(RouteSettings.POLICY_INLINE)
          + " that: give the policy a name in the daemon's keyway.yaml and write %s"
              .formatted(RouteSettings.POLICY);

  private final @Nullable String id;
  private final RouteSettings settings;
  private volatile @Nullable String digest;

  /**
   * @param id the host's id of the route, or null
   */
  public HostRoute(@Nullable String id, RouteSettings settings) {
    this.id = id;
    this.settings = settings;
  }

  /** The host's id of the route, or null. */
  public @Nullable String id() {
    return id;
  }

  public RouteSettings settings() {
    return settings;
  }

  /**
   * What the operator should know of the policy that the route brings, a line each: what is wrong
   * with it, or doubtful. Takes the policy in, which may block, for its secrets.
   */
  public List<String> notes(HostServing serving) {
    if (!(settings.policy() instanceof RoutePolicy.Inline inline)) {
      return List.of();
    }
    PolicyRegistry policies = serving.policies();
    if (policies == null) {
      return List.of("is refused: " + ELSEWHERE);
    }
    List<Problem> problems =
        switch (policies.admit(inline.text())) {
          case PolicyReading.Loaded(Policy policy) -> policy.warnings();
          case PolicyReading.Refused(List<Problem> found) -> found;
        };
    return new ProblemReport(FILE, problems).text().lines().toList();
  }

  /**
   * Stamps a request of this caller. Blocks only where a policy that the route brings was not used
   * for so long that it is read anew.
   */
  public Stamp stamp(Caller caller, HostServing serving, Instant now) {
    return stamp(id, caller, serving, now);
  }

  /**
   * The same, where the host tells the route with each request.
   *
   * @param route the host's id of the route, or null
   */
  public Stamp stamp(@Nullable String route, Caller caller, HostServing serving, Instant now) {
    return switch (settings.policy()) {
      case RoutePolicy.Named(String name) ->
          sign(new PolicyRef.Named(name), name, route, caller, serving, now);
      case RoutePolicy.Inline inline -> stamp(inline, route, caller, serving, now);
    };
  }

  private Stamp stamp(
      RoutePolicy.Inline inline,
      @Nullable String route,
      Caller caller,
      HostServing serving,
      Instant now) {
    PolicyRegistry policies = serving.policies();
    if (policies == null) {
      return new Stamp.Refused(null, Refusal.of(ErrorCode.POLICY_UNAVAILABLE, ELSEWHERE));
    }
    String known = digest;
    // Finding it is a use, which keeps it for the relay, too.
    if (known != null && policies.digested(known) != null) {
      return sign(new PolicyRef.Digested(known), null, route, caller, serving, now);
    }
    return switch (policies.admit(inline.text())) {
      case PolicyReading.Loaded(Policy policy) -> {
        digest = policy.digest();
        yield sign(
            new PolicyRef.Digested(policy.digest()), policy.name(), route, caller, serving, now);
      }
      case PolicyReading.Refused(List<Problem> problems) ->
          new Stamp.Refused(null, Refusal.of(ErrorCode.POLICY_UNAVAILABLE, wrong(problems)));
    };
  }

  private Stamp sign(
      PolicyRef policy,
      @Nullable String policyName,
      @Nullable String route,
      Caller caller,
      HostServing serving,
      Instant now) {
    HostContext context =
        new HostContext(caller, route, settings.prefix(), settings.vars(), policy, now);
    return switch (SignedContext.sign(context, serving.admission().contextKeys())) {
      case ContextSigning.Signed(String token) -> new Stamp.Signed(token);
      case ContextSigning.TooLarge tooLarge ->
          new Stamp.Refused(policyName, Refusal.of(ErrorCode.INVALID_REQUEST, tooLarge.message()));
    };
  }

  /** The client is told as well: it is often whoever writes the route's configuration. */
  private static String wrong(List<Problem> problems) {
    List<Problem> errors =
        problems.stream().filter(each -> each.severity() == Severity.ERROR).toList();
    String told =
        new ProblemReport(FILE, errors.subList(0, Math.min(MOST_TOLD, errors.size()))).line();
    int more = errors.size() - MOST_TOLD;
    return more > 0 ? told + "; and " + more + " more" : told;
  }
}
