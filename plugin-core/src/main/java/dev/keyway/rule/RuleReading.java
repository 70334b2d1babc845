package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Problems;
import dev.keyway.expression.Expression;
import dev.keyway.expression.Template;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.http.ReservedHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reading of one phase's rules: what configurations of actions have in common. */
final class RuleReading {

  private static final List<ValueType> KEYS =
      List.of(
          Scalar.STRING,
          Scalar.INT,
          Scalar.DOUBLE,
          Scalar.BOOL,
          Scalar.TIMESTAMP,
          new ListOf(Scalar.STRING));

  private static final int LEAST_STATUS = 200;
  private static final int MOST_STATUS = 599;

  /** Of one action, as the old actions had it. */
  static final int MOST_HEADERS = 10;

  private final RuleLanguage language;
  private final Phase phase;
  private final Map<String, Integer> named = new HashMap<>();
  private final RulesReader.GatewayReader gateways;

  RuleReading(RuleLanguage language, Phase phase, RulesReader.GatewayReader gateways) {
    this.language = language;
    this.phase = phase;
    this.gateways = gateways;
  }

  Phase phase() {
    return phase;
  }

  Problems problems() {
    return language.problems();
  }

  void error(Place place, String message) {
    problems().error(place, message);
  }

  /** The action of this configuration; a field it does not know is an error. */
  @Nullable Action read(ActionType type, Fields config) {
    Action action = type.read(config, this);
    if (type != ActionType.AI_GATEWAY) {
      config.end();
    }
    return action;
  }

  Action gateway(Fields config) {
    return new CallGateway(gateways.read(config));
  }

  /** A condition, or null, and then an error is left. */
  @Nullable Expression condition(Node.Scalar text) {
    if (text.text().strip().startsWith("${")) {
      error(text.place(), "this is an expression already; write it without ${ }");
      return null;
    }
    return language.condition(phase, text);
  }

  /** An expression that tells requests apart, or null, and then an error is left. */
  @Nullable Expression key(Node.Scalar text) {
    return language.expression(phase, text, KEYS);
  }

  /** The name, with a number when there is another of it before. */
  String unique(String name) {
    int count = named.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + " #" + count;
  }

  /** A text with <code>${…}</code>, or null, and then an error is left. */
  @Nullable Template template(Node.Scalar text) {
    return language.template(phase, text);
  }

  /** The text of this field, or null when it is absent or wrong. */
  @Nullable Template template(Fields config, String name) {
    Node.Scalar text = config.scalar(name);
    return text == null ? null : template(text);
  }

  /** The text of one of two fields that mean the same. */
  @Nullable Template either(Fields config, String name, String other) {
    if (config.has(name)) {
      config.refuse(other, "the same as " + name + ", which stands here too; remove one");
      return template(config, name);
    }
    return template(config, other);
  }

  /** {@code status_code}. */
  int status(Fields config, int fallback) {
    Long status = config.whole("status_code", LEAST_STATUS, MOST_STATUS);
    return status == null ? fallback : status.intValue();
  }

  /** {@code headers}: names, lower-cased, and texts, ten at most. */
  Map<String, Template> headers(Fields config) {
    return headers(config, ReservedHeaders::flawInRule);
  }

  /**
   * The same.
   *
   * @param flaw why a name can't be here, or null when it can
   */
  Map<String, Template> headers(Fields config, Function<String, @Nullable String> flaw) {
    Map<String, Template> headers = new LinkedHashMap<>();
    List<Fields.TextMember> members = config.textMembers("headers");
    if (members.size() > MOST_HEADERS) {
      error(config.place("headers"), "expected %d headers at most".formatted(MOST_HEADERS));
    }
    for (Fields.TextMember member : members) {
      String name = member.name().toLowerCase(Locale.ROOT);
      String wrong = flaw.apply(member.name());
      if (wrong == null && headers.containsKey(name)) {
        wrong = "given twice (case does not count)";
      }
      if (wrong != null) {
        error(member.namePlace(), wrong);
      }
      Template value = template(member.value());
      if (value != null && value.literal() && !Scene.isLine(value.source())) {
        error(member.value().place(), "a line break or control character can't be sent");
      } else if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }

  /** Leaves an error where clients would get a secret in place of what was found. */
  void mustNotShow(Fields config, List<ReplacementTemplate> replacements) {
    if (phase != Phase.REQUEST
        && replacements.stream().anyMatch(ReplacementTemplate::namesSecrets)) {
      error(
          config.place("replacements"),
          "clients would get a secret in place of what is found; take secrets.get out of to");
    }
  }

  /** {@code vars}: a list of objects of one member each. */
  List<SetVars.Variable> variables(Fields config) {
    List<SetVars.Variable> variables = new ArrayList<>();
    if (config.node("vars") == null) {
      error(config.place("vars"), "missing; expected a list of variables, such as - team: blue");
    }
    for (Fields each : config.objects("vars")) {
      List<Node.Member> members = each.members();
      if (members.size() != 1) {
        error(
            each.place(), "expected one variable an item (- name: value), found " + members.size());
      }
      for (Node.Member member : members) {
        Shape value = shape(config, member.value());
        if (value != null) {
          variables.add(new SetVars.Variable(member.name(), value));
        }
      }
    }
    return variables;
  }

  /** A value of any shape, or null, and then an error is left. */
  @Nullable Shape shape(Fields config, Node node) {
    return switch (node) {
      case Node.Scalar scalar when scalar.kind() == Node.Kind.TEXT -> {
        Template template = template(scalar);
        yield template == null ? null : new Shape.Text(template);
      }
      case Node.Scalar scalar -> new Shape.Plain(config.free(scalar, null));
      case Node.Sequence list -> {
        List<Shape> items = new ArrayList<>();
        for (Node item : list.items()) {
          Shape shape = shape(config, item);
          if (shape != null) {
            items.add(shape);
          }
        }
        yield new Shape.Items(List.copyOf(items));
      }
      case Node.Mapping object -> {
        Map<String, Shape> members = new LinkedHashMap<>();
        for (Node.Member member : object.members()) {
          Shape shape = shape(config, member.value());
          if (shape != null) {
            members.put(member.name(), shape);
          }
        }
        yield new Shape.Members(members);
      }
    };
  }
}
