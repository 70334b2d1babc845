package dev.keyway.explain;

import dev.keyway.failover.ModelTrial;
import dev.keyway.policy.ApiKey;
import dev.keyway.route.Exclusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What a request would meet under one policy and under another. */
public final class Comparison {

  private final Plan before;
  private final Plan after;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Plan before, Plan after) {
    this.before = before;
    this.after = after;
  }

  /** The differences of two plans for one request, none when it would go the same way. */
  public static List<Difference> of(Plan before, Plan after) {
    return new Comparison(before, after).differences();
  }

  private List<Difference> differences() {
    ordered("rules", rules(before), rules(after));
    ordered("candidates", names(before), names(after));
    unordered("left out", leftOut(before), leftOut(after));
    keys();
    ordered("attempts", attempts(before), attempts(after));
    requests();
    ordered("the client gets", List.of(reply(before)), List.of(reply(after)));
    return differences;
  }

  private void ordered(String what, List<String> first, List<String> second) {
    if (!first.equals(second)) {
      differences.add(new Difference(what, first, second, true));
    }
  }

  private void unordered(String what, List<String> first, List<String> second) {
    List<String> gone = first.stream().filter(line -> !second.contains(line)).toList();
    List<String> come = second.stream().filter(line -> !first.contains(line)).toList();
    if (!gone.isEmpty() || !come.isEmpty()) {
      differences.add(new Difference(what, gone, come, false));
    }
  }

  private static List<String> rules(Plan plan) {
    return plan.record().ruled().traces().stream().map(RuleWords::of).toList();
  }

  private static List<String> names(Plan plan) {
    return plan.candidates().stream().map(Plan::name).toList();
  }

  private static List<String> leftOut(Plan plan) {
    return plan.record().excluded().stream().map(Comparison::words).toList();
  }

  private static String words(Exclusion exclusion) {
    return exclusion.model() + ": " + exclusion.reason();
  }

  private static List<String> attempts(Plan plan) {
    return plan.attempts().stream().map(Comparison::name).toList();
  }

  private static String name(Plan.Attempt attempt) {
    return attempt.model() + " with " + attempt.key();
  }

  /** Of models that both plans come to; of others the candidates tell. */
  private void keys() {
    Map<String, List<String>> others = keys(after);
    keys(before)
        .forEach((model, keys) -> {
          List<String> other = others.get(model);
          if (other != null) {
            ordered("keys of " + model, keys, other);
          }
        });
  }

  private static Map<String, List<String>> keys(Plan plan) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    plan.record()
        .trials()
        .forEach(
            trial -> keys.merge(Plan.name(trial.candidate()), keys(trial), Comparison::joined));
    return keys;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<String> keys(ModelTrial trial) {
    if (trial.keys() == null) {
      return trial.skipped() == null ? List.of(trial.payer().wireName()) : List.of();
    }
    return trial.keys().keys().stream().map(ApiKey::id).toList();
  }

  /** What is sent for a model that both plans call, told once and not for each of its keys. */
  private void requests() {
    Map<String, Plan.Attempt> others = firstOfEach(after);
    firstOfEach(before)
        .forEach((model, attempt) -> {
          Plan.Attempt other = others.get(model);
          if (other != null) {
            unordered("sent for " + model, lines(attempt), lines(other));
          }
        });
  }

  private static Map<String, Plan.Attempt> firstOfEach(Plan plan) {
    Map<String, Plan.Attempt> first = new LinkedHashMap<>();
    plan.attempts().forEach(attempt -> first.putIfAbsent(attempt.model(), attempt));
    return first;
  }

  private static List<String> lines(Plan.Attempt attempt) {
    ShownRequest request = attempt.request();
    List<String> lines = new ArrayList<>();
    lines.add(request.method() + " " + request.url());
    request.headers().forEach(field -> lines.add(field.name() + ": " + field.value()));
    lines.addAll(BodyMembers.of(request.body()));
    lines.add("within " + attempt.timeout().toMillis() + " ms");
    return lines;
  }

  private static String reply(Plan plan) {
    Plan.Reply reply = plan.reply();
    String code = Objects.requireNonNullElse(reply.code(), "");
    String told = plan.attempts().isEmpty() ? reply.message() : null;
    String said = reply.body() == null ? told : reply.body();
    return (reply.status() + " " + code + (said == null ? "" : ": " + said)).strip();
  }
}
