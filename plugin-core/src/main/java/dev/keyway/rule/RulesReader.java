package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a traffic policy. */
public final class RulesReader {

  private static final String NOT_BOTH = "a rule has type and config, or actions, not both";

  private final RuleLanguage language;
  private final Elsewhere elsewhere;
  private final GatewayReader gateways;

  /** Says what there is to say of what is carried out elsewhere, or nowhere. */
  public interface Elsewhere {

    /** Of an action whose type is none of {@link ActionType}. */
    void action(Node.Scalar type);

    /** Of a policy's phases that are none of {@link Phase}. */
    void phases(Fields root);
  }

  /** Reads the configuration of {@code ai-gateway} actions. */
  public interface GatewayReader {
    /** The action's number among those of the policy. */
    int read(Fields config);
  }

  /**
   * @param elsewhere told of what is not carried out here
   * @param gateways reads each {@code ai-gateway} action
   */
  public RulesReader(RuleLanguage language, Elsewhere elsewhere, GatewayReader gateways) {
    this.language = language;
    this.elsewhere = elsewhere;
    this.gateways = gateways;
  }

  /** Whether a document has this shape, and is not an action's configuration alone. */
  public static boolean isTrafficPolicy(Fields root) {
    return root.names().stream()
        .anyMatch(name ->
            name.startsWith("on_h") || name.startsWith("on_ev") || name.startsWith("on_tcp"));
  }

  /** The rules of all phases. What is wrong with one leaves a problem, and it is left out. */
  public Ruleset read(Fields root) {
    Ruleset rules =
        new Ruleset(
            phase(root, Phase.REQUEST),
            phase(root, Phase.RESPONSE),
            phase(root, Phase.EVENT),
            NamedSecrets.NONE);
    elsewhere.phases(root);
    root.end();
    return rules;
  }

  private List<Rule> phase(Fields root, Phase phase) {
    RuleReading reading = new RuleReading(language, phase, gateways);
    List<Rule> rules = new ArrayList<>();
    for (Fields rule : root.objects(phase.field())) {
      rules.add(rule(rule, reading));
    }
    return rules;
  }

  /**
   * <code>{type, config}</code>, or <code>{name, expressions, actions: [{type, config}]}</code>.
   */
  private Rule rule(Fields rule, RuleReading reading) {
    boolean actionItself = rule.names().contains("type") || rule.names().contains("config");
    if (actionItself && !rule.names().contains("actions")) {
      return new Rule(rule.place().path(), null, List.of(), listed(action(rule, reading)));
    }
    String name = rule.text("name");
    List<Expression> conditions = conditions(rule, reading);
    rule.refuse("type", NOT_BOTH);
    rule.refuse("config", NOT_BOTH);
    List<Action> actions = new ArrayList<>();
    for (Fields action : rule.objects("actions")) {
      actions.addAll(listed(action(action, reading)));
    }
    if (rule.node("actions") == null) {
      reading.error(rule.place(), "a rule needs type and config, or a list of actions");
    }
    rule.end();
    return new Rule(rule.place().path(), name, conditions, actions);
  }

  private static List<Action> listed(@Nullable Action action) {
    return action == null ? List.of() : List.of(action);
  }

  private static List<Expression> conditions(Fields rule, RuleReading reading) {
    List<Expression> conditions = new ArrayList<>();
    for (Node.Scalar text : rule.texts("expressions")) {
      Expression condition = reading.condition(text);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private @Nullable Action action(Fields fields, RuleReading reading) {
    Node.Scalar name = fields.required("type", "every action needs one, such as ai-gateway");
    Fields config = fields.object("config");
    fields.end();
    if (name == null) {
      return null;
    }
    ActionType type = ActionType.named(name.text());
    if (type == null) {
      elsewhere.action(name);
      return null;
    }
    if (!type.phases().contains(reading.phase())) {
      reading.error(name.place(), misplaced(type, reading.phase()));
      return null;
    }
    Place place = fields.place("config");
    return reading.read(type, config == null ? Fields.none(place, reading.problems()) : config);
  }

  private static String misplaced(ActionType type, Phase phase) {
    List<String> fields = type.phases().stream().map(Phase::field).toList();
    return "%s can't stand in %s; it can in %s"
        .formatted(type.wireName(), phase.field(), String.join(" and ", fields));
  }
}
