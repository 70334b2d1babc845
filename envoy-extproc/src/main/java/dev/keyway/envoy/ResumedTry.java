package dev.keyway.envoy;

import dev.keyway.Arrival;
import dev.keyway.access.AdmissionDecision.Admitted;
import dev.keyway.access.ContextVerdict;
import dev.keyway.access.HostContext;
import dev.keyway.access.SignedContext;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.provider.PreparedAttempt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A try that another process planned, which is being replaced by this one. What that one decided is
 * made here; what becomes of it is told to that one, for the filter of stage {@code plan} is still
 * its.
 */
final class ResumedTry {

  /** The answer's header that says so to the filter of stage {@code plan}, which takes it off. */
  static final String HEADER = "x-keyway-resumed";

  /** No request waits longer for its answer. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final EnvoyServing serving;
  private final Handover handover;
  private final Incoming request;
  private final String cluster;

  ResumedTry(EnvoyServing serving, Handover handover, Incoming request, String cluster) {
    this.serving = serving;
    this.handover = handover;
    this.request = request;
    this.cluster = cluster;
  }

  Incoming request() {
    return request;
  }

  /** The attempt, or null where it can't be made as it was decided. */
  @Nullable PreparedAttempt prepare(byte[] body, Instant now) {
    if (!(SignedContext.verify(handover.context(), serving.admission().contextKeys(), now, LONGEST)
        instanceof ContextVerdict.Valid(HostContext host))) {
      return null;
    }
    Policy policy = serving.policies().find(host.policy());
    Headers clients = request.headers().without(name -> !handover.headers().contains(name));
    if (policy == null
        || !(serving.admission().decide(host, clients, now) instanceof Admitted admitted)
        || admitted.refusal(requiresAuthentication(policy)) != null) {
      return null;
    }
    Head head = new Head("", request.at(handover.path()), host.caller(), host.routeId(), now);
    Arrival arrival =
        head.arrival(admitted.headers(), admitted.credential(), admitted.apiKeyHash());
    PreparedAttempt attempt = serving.keyway().prepare(policy, arrival, body, handover.decided());
    return attempt != null
            && !attempt.keyInQuery()
            && ClusterName.of(attempt.provider(), attempt.target()).equals(cluster)
        ? attempt
        : null;
  }

  private boolean requiresAuthentication(Policy policy) {
    int action = handover.decided().action();
    return action >= policy.gateways().size()
        || policy.gateways().get(action).requireAuthenticated();
  }
}
