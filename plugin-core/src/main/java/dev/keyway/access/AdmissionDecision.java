package dev.keyway.access;

import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What admission decided on a request's head. */
public sealed interface AdmissionDecision {

  /**
   * The request may go on to its policy.
   *
   * @param listener the door it came through
   * @param caller who calls; perhaps nobody vouches for it, see {@link #refusal}
   * @param policy the policy it runs under
   * @param routeId the host's id of the route, or null
   * @param prefix the path prefix its route is mounted under; empty: none
   * @param vars what its route names for the policy's expressions
   * @param headers the client's headers as rules and expressions see them: all but {@code
   *     x-keyway-…}. What must not go on to a provider is named by {@link PrivateHeaders#staysHere}
   * @param credential the provider key the client itself brought, for providers in passthrough
   * @param apiKeyHash a short keyed hash of the key the client sent, or null when it sent none; for
   *     correlation only
   */
  record Admitted(
      Listener listener,
      Caller caller,
      PolicyRef policy,
      @Nullable String routeId,
      String prefix,
      Map<String, String> vars,
      Headers headers,
      ClientCredential credential,
      @Nullable String apiKeyHash)
      implements AdmissionDecision {

    /**
     * The refusal of a caller nobody vouches for, or null when it may go on.
     *
     * @param policyRequiresAuthentication what the policy says; a listener that says otherwise has
     *     the last word
     */
    public @Nullable Refusal refusal(boolean policyRequiresAuthentication) {
      boolean required =
          switch (listener) {
            case Listener.Gateway gateway -> policyRequiresAuthentication;
            case Listener.Entry entry ->
                switch (entry.authentication()) {
                  case REQUIRED -> true;
                  case NOT_REQUIRED -> false;
                  case AS_POLICY_SAYS -> policyRequiresAuthentication;
                };
          };
      return required && !caller.authenticated() ? unauthenticated() : null;
    }

    private Refusal unauthenticated() {
      String message =
          switch (listener) {
            case Listener.Gateway gateway ->
                "Nobody vouches for this client. Put an authentication plugin on the gateway's route, or send an"
                    + " access key as `Authorization: Bearer kw-...` (made by `keyway keys create NAME`), or let"
                    + " anybody in by `access: {require: none}` in the policy.";
            case Listener.Entry entry ->
                "An access key is needed: send `Authorization: Bearer kw-...` or `x-api-key: kw-...`. The operator"
                    + " makes one by `keyway keys create NAME`, or lets anybody in by `--require none`.";
          };
      return Refusal.of(ErrorCode.UNAUTHENTICATED, message);
    }
  }

  /**
   * The request ends here.
   *
   * @param refusal what the client is told
   * @param cause what the operator is told: why, without any value the client sent
   */
  record Refused(Refusal refusal, String cause) implements AdmissionDecision {

    static Refused because(ErrorCode code, String message, String cause) {
      return new Refused(Refusal.of(code, message), cause);
    }
  }
}
