package dev.keyway.rule;

import dev.keyway.expression.SecretLookup;
import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.Named;
import dev.keyway.facts.RequestFacts;
import dev.keyway.facts.ResponseFacts;
import dev.keyway.facts.RuleEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expressions of rules see. Immutable: what a rule changes makes another one.
 *
 * @param head the request as the rules so far left it
 * @param request what its body says, or null while nobody asked, and where it says nothing
 * @param response the answer as the rules so far left it, or null while there is none
 * @param vars what the host's route and {@code set-vars} named
 * @param results what actions said of themselves, by their names below {@code actions.ngrok}
 */
record Values(
    HeadFacts head,
    @Nullable RequestFacts request,
    @Nullable ResponseFacts response,
    Map<String, Object> vars,
    Map<String, Object> results,
    SecretLookup secrets) {

  Values withHead(HeadFacts other) {
    return new Values(other, request, response, vars, results, secrets);
  }

  Values withRequest(@Nullable RequestFacts other) {
    return new Values(head, other, response, vars, results, secrets);
  }

  Values withResponse(ResponseFacts other) {
    return new Values(head, request, other, vars, results, secrets);
  }

  Values withVars(Map<String, Object> further) {
    return new Values(head, request, response, joined(vars, further), results, secrets);
  }

  Values withResult(String action, Map<String, Object> result) {
    return new Values(
        head, request, response, vars, joined(results, Map.of(action, result)), secrets);
  }

  private static Map<String, Object> joined(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

  /** By the names that expressions know. */
  Map<String, Object> variables() {
    return RuleEnvironment.variables(head, request, response, named());
  }

  /** What was named so far, for who goes on from here. */
  Named named() {
    Map<String, Object> actions = results.isEmpty() ? Map.of() : Map.of("ngrok", results);
    return new Named(vars, actions, secrets);
  }

  /** Prints none of what it holds: headers and variables may be credentials. */
  @Override
  public String toString() {
    return "Values[" + head + "]";
  }
}
