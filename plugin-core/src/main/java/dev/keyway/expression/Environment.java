package dev.keyway.expression;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables and functions an expression may use. Immutable; building one is costly, so it is
 * made once and shared.
 */
public final class Environment {

  private final Map<String, ValueType> variables;

  private Environment(Map<String, ValueType> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** An environment with the standard functions and no variable. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Compiles an expression: parsed, type-checked, its cost bounded.
   *
   * @param accepted the types its result may have; none given: any
   */
  public Compilation<Expression> compile(String source, ValueType... accepted) {
    throw new UnsupportedOperationException(variables.toString());
  }

  /** Compiles a text that may hold {@code ${…}}. */
  public Compilation<Template> compileTemplate(String text) {
    throw new UnsupportedOperationException(text);
  }

  /** Declares what an environment holds. */
  public static final class Builder {

    private final Map<String, ValueType> variables = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a variable. */
    public Builder variable(String name, ValueType type) {
      variables.put(name, type);
      return this;
    }

    /** The environment. */
    public Environment build() {
      return new Environment(variables);
    }
  }
}
