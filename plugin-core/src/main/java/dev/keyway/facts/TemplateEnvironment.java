package dev.keyway.facts;

import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType.Fact;
import java.util.Map;

/** The environment of {@code ${…}} in what a policy adds to a request. */
public final class TemplateEnvironment {

  private static final FactType<RequestFacts> AI =
      FactType.named("Ai", RequestFacts.class)
          .field("request", RequestVariables.AI_REQUEST, "what the body says", request -> request)
          .build();

  private TemplateEnvironment() {}

  /** The environment. Costly. */
  public static Environment create() {
    return RequestVariables.environment().variable("ai", new Fact(AI)).build();
  }

  /** The environment, made at the first call. */
  public static Environment shared() {
    return Shared.MADE;
  }

  private static final class Shared {
    static final Environment MADE = create();
  }

  /** The values of its variables for one request. */
  public static Map<String, Object> variables(RequestFacts request) {
    return RequestVariables.values(request.head(), request, request.named());
  }
}
