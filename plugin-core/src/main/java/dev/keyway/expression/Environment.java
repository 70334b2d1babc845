package dev.keyway.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables and functions an expression may use. Immutable and safe for use by many threads;
 * building one is costly, so it is made once and shared.
 *
 * <p>Any value may be absent: a fact that is null, a key that a map does not hold, an index past a
 * list's end. What is absent equals only the literal {@code null}; {@code ==}, {@code in} and
 * orderings with it are false, {@code !=} is true, arithmetic with it is absent, a field or element
 * of it is absent, and any other use is a failure.
 */
public final class Environment {

  private final Map<String, ValueType> variables;
  private final Map<String, String> unsupported;
  private final Compiler compiler;

  private Environment(Builder builder) {
    this.variables = new LinkedHashMap<>(builder.variables);
    this.unsupported = new LinkedHashMap<>(builder.unsupported);
    this.compiler =
        new Compiler(variables, new Unsupported(unsupported), builder.secrets, builder.guarded);
  }

  /** An environment with the standard functions and no variable. */
  public static Builder builder() {
    return new Builder();
  }

  /** Its variables by name, in the order they were added. */
  public Map<String, ValueType> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** What it does not have, with what to do instead, in the order it was added. */
  public Map<String, String> unsupported() {
    return Collections.unmodifiableMap(unsupported);
  }

  /**
   * Compiles an expression: parsed, type-checked, its cost bounded.
   *
   * @param accepted the types its result may have; none given: any
   */
  public Compilation<Expression> compile(String source, ValueType... accepted) {
    return compiler.compile(source, List.of(accepted));
  }

  /** Compiles a text that may hold {@code ${…}}; problems have their places within the text. */
  public Compilation<Template> compileTemplate(String text) {
    return Templates.compile(compiler, text);
  }

  /** Declares what an environment holds. */
  public static final class Builder {

    private final Map<String, ValueType> variables = new LinkedHashMap<>();
    private final Map<String, String> unsupported = new LinkedHashMap<>();
    private final Set<String> guarded = new LinkedHashSet<>();
    private boolean secrets;

    private Builder() {}

    /** Adds a variable. */
    public Builder variable(String name, ValueType type) {
      variables.put(name, type);
      return this;
    }

    /**
     * Says why something that people may look for is not there: to use it, or what lies below it,
     * is an error with this reason.
     *
     * @param path a variable, or a field on the way from one, such as {@code conn.geo}
     * @param instead why it is not there, and what to do instead: the end of a sentence
     */
    public Builder unsupported(String path, String instead) {
      unsupported.put(path, instead);
      return this;
    }

    /**
     * Has expressions that read this variable compare texts as those do that read secrets, in a
     * time that does not tell where they differ: it may hold one.
     */
    public Builder guarded(String variable) {
      guarded.add(variable);
      return this;
    }

    /**
     * Adds {@code secrets.get('vault', 'name')} and {@code secrets.get('name')}, whose arguments
     * must be written out. They are read by the {@link SecretLookup} that is given with the
     * variables of each evaluation; an unset secret is absent.
     */
    public Builder secrets() {
      secrets = true;
      return this;
    }

    /**
     * The environment.
     *
     * @throws IllegalArgumentException when two facts have one name
     */
    public Environment build() {
      return new Environment(this);
    }
  }
}
