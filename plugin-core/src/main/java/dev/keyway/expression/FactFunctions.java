package dev.keyway.expression;

import static dev.keyway.expression.MemberFunction.Receiver.FACT;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The member functions of single facts. */
final class FactFunctions {

  private static final FactPath MODELS = FactPath.of("models");
  private static final FactPath METADATA = FactPath.of("metadata");

  /** The one place where a function is added. */
  static final List<MemberFunction> TABLE =
      List.of(
          new MemberFunction(
              "getModel",
              FACT,
              List.of(Need.list("models"), Need.text("models.id")),
              List.of(Parameter.text("id")),
              FactFunctions::model,
              (fact, args, run) -> getModel(fact, (String) args[1], run),
              new Manual(
                  "a provider",
                  "its model of this id or alias; null when it has none",
                  "ai.providers.get('openai').getModel('gpt-4o-mini')",
                  "openai:gpt-4o-mini")),
          new MemberFunction(
              "getMetadata",
              FACT,
              List.of(Need.map("metadata")),
              List.of(Parameter.text("path")),
              (fact, facts) -> SimpleType.DYN,
              (fact, args, run) -> getMetadata(fact, (String) args[1], run),
              new Manual(
                  "a model, provider or key",
                  "what its metadata holds there; dots lead into objects; null when there is"
                      + " nothing",
                  "ai.models.filter(m, m.getMetadata('team.name') == 'blue')",
                  "openai:gpt-4o")));

  private FactFunctions() {}

  private static CelType model(CelType provider, Collection<FactType<?>> facts) {
    return facts.stream()
        .filter(fact -> fact.name().equals(provider.name()))
        .map(MODELS::typeIn)
        .map(ValueType.ListOf.class::cast)
        .map(list -> DeclaredTypes.celType(list.element()))
        .findFirst()
        .orElseThrow();
  }

  private static Object getModel(Object provider, String id, Run run) {
    if (!(MODELS.read(provider) instanceof List<?> models)) {
      return Absent.ABSENT;
    }
    run.meter().charge(models.size());
    return models.stream()
        .filter(Naming.ID.among(List.of(id)))
        .findFirst()
        .map(Object.class::cast)
        .orElse(Absent.ABSENT);
  }

  private static Object getMetadata(Object fact, String path, Run run) {
    FactPath way = FactPath.of(path);
    run.meter().charge(way.names().size());
    Object all = METADATA.read(fact);
    boolean whole = all instanceof Map<?, ?> map && map.containsKey(path);
    return whole ? Comparison.find((Map<?, ?>) all, path) : way.read(all);
  }
}
