package dev.keyway.envoy.config;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Provider;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.Policy;
import dev.keyway.rule.Action;
import dev.keyway.rule.ActionType;
import dev.keyway.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a policy can't be served by a configuration of some form. */
public final class Unfit {

  /** What stands in a path and in a header as it is, and is no step up in a path. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}");

  /** What Kubernetes takes for a name, with "keyway-" before it: RFC 1123. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?");

  private static final String INSTEAD = "; use --form relay";

  private final Policy policy;
  private final List<Problem> problems = new ArrayList<>();

  private Unfit(Policy policy) {
    this.policy = policy;
  }

  /** Why its name does not fit; empty when it does. */
  public static List<Problem> name(Policy policy, Shape shape) {
    Unfit unfit = new Unfit(policy);
    boolean fits =
        switch (shape) {
          case FULL, FRAGMENT -> NAME.matcher(policy.name()).matches();
          case ENVOY_GATEWAY, ISTIO -> LABEL.matcher(policy.name()).matches();
        };
    if (!fits) {
      unfit.add(
          "",
          "the policy's name becomes a route, and this one can't: give it one of "
              + switch (shape) {
                case FULL, FRAGMENT -> "letters, digits, '-', '_', '.' and '~'";
                case ENVOY_GATEWAY, ISTIO -> "small letters, digits and '-'";
              }
              + ", under policies: in keyway.yaml or by the file's own name");
    }
    return unfit.problems;
  }

  /**
   * What the relay does for it and Envoy can't; empty when there is nothing.
   *
   * @param upstreams where its requests may go
   */
  public static List<Problem> forNative(Policy policy, Upstreams upstreams) {
    Unfit unfit = new Unfit(policy);
    unfit.answersBodies();
    for (int i = 0; i < policy.gateways().size(); i++) {
      unfit.gateway(policy.gateways().get(i), i);
    }
    upstreams.of(policy).stream()
        .filter(upstream -> upstream.address() == null)
        .forEach(unfit::address);
    return unfit.problems;
  }

  private void answersBodies() {
    for (Rule rule : all()) {
      for (Action action : rule.actions()) {
        if (action.type() == ActionType.RESPONSE_BODY_FIND_REPLACE
            || action.type() == ActionType.SSE_FIND_REPLACE) {
          add(
              rule.path(),
              action.type().wireName()
                  + " edits the bodies of answers, which never come to Keyway in the native form"
                  + INSTEAD);
        }
      }
    }
  }

  private void gateway(AiGateway gateway, int index) {
    if (gateway.asksForUsage()) {
      add(
          place(index),
          "streams are asked what they used although their clients did not ask, and what they say of"
              + " it is hidden, which Envoy can't do; say stream_usage: never (strategies then do"
              + " without those figures), or use --form relay");
    }
    if (gateway.additions().querySecrets()) {
      add(
          place(index),
          "query_params name a secret, which Envoy would write into its access log with the URL"
              + INSTEAD);
    }
    gateway.catalogue().providers().stream()
        .filter(provider -> provider.configured() && takesKeyInUrl(provider))
        .forEach(provider ->
            add(
                place(index),
                "the provider %s takes its key in the URL, which Envoy would write into its access log"
                        .formatted(provider.id())
                    + INSTEAD));
  }

  private static boolean takesKeyInUrl(Provider provider) {
    return provider.endpoints().values().stream()
        .anyMatch(endpoint -> endpoint.auth().kind() == AuthStyle.Kind.QUERY);
  }

  private void address(Upstream upstream) {
    add(
        "",
        "Envoy has no way to say where the provider %s is: %s; give it a base_url of a plain host name or IP address"
                .formatted(upstream.provider(), upstream.origin())
            + INSTEAD);
  }

  /** Where the policy's ai-gateway action of this number stands. */
  private String place(int index) {
    int number = 0;
    for (Rule rule : policy.rules().onRequest()) {
      for (Action action : rule.actions()) {
        if (action.type() == ActionType.AI_GATEWAY && number++ == index) {
          return rule.path();
        }
      }
    }
    return "";
  }

  private List<Rule> all() {
    return Stream.of(
            policy.rules().onRequest(), policy.rules().onResponse(), policy.rules().onEvent())
        .flatMap(List::stream)
        .toList();
  }

  private void add(String place, String message) {
    problems.add(new Problem(Severity.ERROR, place, 0, 0, message, null));
  }
}
