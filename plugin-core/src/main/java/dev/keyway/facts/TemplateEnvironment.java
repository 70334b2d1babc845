package dev.keyway.facts;

import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType.Fact;
import java.util.Map;

/** The environment of {@code ${…}} in what a policy adds to a request. */
public final class TemplateEnvironment {

  private static final FactType<RequestFacts> AI =
      FactType.named("Ai", RequestFacts.class)
          .field("request", RequestVariables.AI_REQUEST, RequestFacts::ai)
          .build();

  private TemplateEnvironment() {}

  /** The environment. Costly; made once. */
  public static Environment create() {
    return RequestVariables.environment().variable("ai", new Fact(AI)).build();
  }

  /** The values of its variables for one request. */
  public static Map<String, Object> variables(RequestFacts request) {
    return RequestVariables.values(request, request);
  }
}
