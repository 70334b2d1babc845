package dev.keyway.migration;

import com.google.re2j.Pattern;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy file holds as it is written, whether it loads or not.
 *
 * @param rules in order; a file that is an action's configuration alone is one rule
 * @param fields the names of all fields, anywhere
 * @param texts all texts, anywhere
 */
record Outline(List<WrittenRule> rules, Set<String> fields, List<String> texts) {

  private static final String PREFIX = "on_";
  private static final Set<String> NO_PHASES = Set.of("on_error", "on_exhausted");

  Outline {
    rules = List.copyOf(rules);
    fields = Set.copyOf(fields);
    texts = List.copyOf(texts);
  }

  /**
   * One rule.
   *
   * @param phase the phase it stands in, such as {@code on_http_request}; empty where there is none
   * @param name what its author calls it, or null
   * @param expressions its conditions
   * @param actions what it does, in order
   */
  record WrittenRule(
      String phase, @Nullable String name, List<String> expressions, List<WrittenAction> actions) {

    WrittenRule {
      expressions = List.copyOf(expressions);
      actions = List.copyOf(actions);
    }
  }

  /**
   * One action.
   *
   * @param config what it is given, or null
   */
  record WrittenAction(String type, Place place, @Nullable Node config) {}

  /** The outline of a document. */
  static Outline of(Node root) {
    Set<String> fields = new HashSet<>();
    List<String> texts = new ArrayList<>();
    collect(root, fields, texts);
    return new Outline(rules(root), fields, texts);
  }

  boolean hasField(String name) {
    return fields.contains(name);
  }

  boolean hasAction(String type) {
    return actions().anyMatch(action -> action.type().equals(type));
  }

  boolean hasPhase(String name) {
    return rules.stream().anyMatch(rule -> rule.phase().equals(name));
  }

  boolean mentions(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return texts.stream().anyMatch(text -> pattern.matcher(text).find());
  }

  Stream<WrittenAction> actions() {
    return rules.stream().flatMap(rule -> rule.actions().stream());
  }

  private static void collect(Node node, Set<String> fields, List<String> texts) {
    switch (node) {
      case Node.Scalar scalar -> texts.add(scalar.text());
      case Node.Sequence list -> list.items().forEach(item -> collect(item, fields, texts));
      case Node.Mapping object ->
          object
              .members()
              .forEach(member -> {
                fields.add(member.name());
                collect(member.value(), fields, texts);
              });
    }
  }

  private static List<WrittenRule> rules(Node root) {
    if (!(root instanceof Node.Mapping object)) {
      return List.of();
    }
    List<WrittenRule> rules = new ArrayList<>();
    for (Node.Member member : object.members()) {
      if (member.name().startsWith(PREFIX) && !NO_PHASES.contains(member.name())) {
        items(member.value()).forEach(rule -> rules.add(rule(member.name(), rule)));
      }
    }
    boolean bare =
        object.members().stream()
            .noneMatch(m -> m.name().startsWith(PREFIX) && !NO_PHASES.contains(m.name()));
    return bare
        ? List.of(
            new WrittenRule(
                "", null, List.of(), List.of(new WrittenAction("ai-gateway", Place.START, root))))
        : rules;
  }

  private static WrittenRule rule(String phase, Node node) {
    if (!(node instanceof Node.Mapping rule)) {
      return new WrittenRule(phase, null, List.of(), List.of());
    }
    List<Node> actions = items(value(rule, "actions"));
    return new WrittenRule(
        phase,
        text(value(rule, "name")),
        items(value(rule, "expressions")).stream().map(Outline::text).map(String::valueOf).toList(),
        (actions.isEmpty() ? List.of(rule) : actions)
            .stream().flatMap(action -> action(action).stream()).toList());
  }

  private static List<WrittenAction> action(Node node) {
    if (!(node instanceof Node.Mapping action)
        || !(value(action, "type") instanceof Node.Scalar type)) {
      return List.of();
    }
    return List.of(new WrittenAction(type.text(), type.place(), value(action, "config")));
  }

  private static List<Node> items(@Nullable Node node) {
    return node instanceof Node.Sequence list ? list.items() : List.of();
  }

  private static @Nullable String text(@Nullable Node node) {
    return node instanceof Node.Scalar scalar ? scalar.text() : null;
  }

  private static @Nullable Node value(Node.Mapping object, String name) {
    Node.Member member = object.member(name);
    return member == null ? null : member.value();
  }
}
