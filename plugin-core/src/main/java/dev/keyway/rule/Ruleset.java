package dev.keyway.rule;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of a policy, a list for each phase.
 *
 * @param secrets the secrets that expressions of the policy name, its strategies' too
 */
public record Ruleset(
    List<Rule> onRequest, List<Rule> onResponse, List<Rule> onEvent, NamedSecrets secrets) {

  public Ruleset {
    onRequest = List.copyOf(onRequest);
    onResponse = List.copyOf(onResponse);
    onEvent = List.copyOf(onEvent);
  }

  /** One rule that always asks a model: what a policy is that has no rules of its own. */
  public static Ruleset gatewayAlone() {
    Rule rule = new Rule("", null, List.of(), List.of(new CallGateway(0)));
    return new Ruleset(List.of(rule), List.of(), List.of(), NamedSecrets.NONE);
  }

  /** The same with the secrets that expressions name. */
  public Ruleset with(NamedSecrets named) {
    return new Ruleset(onRequest, onResponse, onEvent, named);
  }

  /** Whether all there is to do is to ask a model: nothing need be said of the rules. */
  public boolean isGatewayAlone() {
    return onRequest.size() == 1
        && onRequest.getFirst().conditions().isEmpty()
        && onRequest.getFirst().actions().size() == 1
        && onRequest.getFirst().actions().getFirst() instanceof CallGateway
        && !changesAnswers();
  }

  /** Whether any rule may change an answer. */
  public boolean changesAnswers() {
    return !onResponse.isEmpty() || !onEvent.isEmpty();
  }

  /** Whether a rule that may change an answer asks for this variable or field. */
  public boolean answersUse(String path) {
    return changesAnswers()
        && Stream.concat(onResponse.stream(), onEvent.stream()).anyMatch(rule -> rule.uses(path));
  }

  /** Whether any rule asks for this variable or field. */
  public boolean use(String path) {
    return answersUse(path) || onRequest.stream().anyMatch(rule -> rule.uses(path));
  }

  /** Whether any action stands after an {@code ai-gateway} action, for when that one fails. */
  public boolean continuesAfter(int gateway) {
    List<Action> actions = onRequest.stream().flatMap(rule -> rule.actions().stream()).toList();
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i) instanceof CallGateway call && call.index() == gateway) {
        return i < actions.size() - 1;
      }
    }
    return !actions.isEmpty();
  }

  /**
   * Whether a rule gives requests a credential of the policy's own: what has no key in {@code
   * api_keys} is to be guarded all the same.
   *
   * @param keyHeaders lower-case names of headers in which providers look for keys
   * @param keysInQueries whether a provider looks for its key in the query
   */
  public boolean bringsCredential(Set<String> keyHeaders, boolean keysInQueries) {
    return onRequest.stream()
        .flatMap(rule -> rule.actions().stream())
        .anyMatch(action ->
            switch (action) {
              case AddHeaders added -> added.bringsCredential(keyHeaders);
              case UrlRewrite rewrite -> keysInQueries || rewrite.replacement().namesSecrets();
              default -> false;
            });
  }

  /** The rules of a phase. */
  public List<Rule> of(Phase phase) {
    return switch (phase) {
      case REQUEST -> onRequest;
      case RESPONSE -> onResponse;
      case EVENT -> onEvent;
    };
  }

  /** Whether a rule may edit a request's body. */
  public boolean editsBodies() {
    for (Rule rule : onRequest) {
      for (Action action : rule.actions()) {
        if (action.needsBody()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Every action of every rule. */
  public Stream<Action> actions() {
    return Stream.of(onRequest, onResponse, onEvent)
        .flatMap(List::stream)
        .flatMap(rule -> rule.actions().stream());
  }
}
