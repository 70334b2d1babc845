package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.STRING;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.TypeParamType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A short way to ask a variable for what has a name: {@code getReqHeader('Accept')} is {@code
 * req.headers['accept']}, or an empty list. It is there where the variable is. Expressions are
 * expanded, so that what reads {@code req} this way is seen to read it.
 *
 * @param name as written in expressions
 * @param variable what it asks
 * @param path the field of that, a map from names to lists
 * @param kind what it gives
 * @param manual what people are told of it
 */
record Shorthand(String name, String variable, FactPath path, Kind kind, Manual manual) {

  private static final CelType ELEMENT = TypeParamType.create("A");

  /** What a shorthand gives. */
  enum Kind {
    /** Every value of the name. */
    VALUES {
      @Override
      CelType result() {
        return ListType.create(ELEMENT);
      }

      @Override
      Object read(Map<?, ?> map, String name) {
        Object values = map.get(name);
        return values instanceof List<?> ? values : List.of();
      }
    },
    /** The first value of the name, or nothing. */
    FIRST {
      @Override
      CelType result() {
        return ELEMENT;
      }

      @Override
      Object read(Map<?, ?> map, String name) {
        return map.get(name) instanceof List<?> values && !values.isEmpty()
            ? values.getFirst()
            : Absent.ABSENT;
      }
    },
    /** Whether the name is there. */
    KNOWN {
      @Override
      CelType result() {
        return BOOL;
      }

      @Override
      Object read(Map<?, ?> map, String name) {
        return map.containsKey(name);
      }
    };

    abstract CelType result();

    abstract Object read(Map<?, ?> map, String name);
  }

  /** How it is written, for people. */
  String call() {
    return name + "(name)";
  }

  /** What it asks: {@code req.headers}. */
  String asked() {
    return variable + "." + String.join(".", path.names());
  }

  /** What it expands to; no expression can name it. */
  String function() {
    return "@" + name;
  }

  /** Whether what it asks is there. */
  boolean fits(Map<String, ValueType> variables) {
    return variables.get(variable) instanceof ValueType.Fact(FactType<?> fact)
        && path.typeIn(fact) != null;
  }

  @SuppressWarnings("Immutable") // It is, though it holds lists.
  CelMacro macro() {
    return CelMacro.newGlobalVarArgMacro(
        name,
        (factory, target, args) ->
            Optional.of(
                args.size() == 1
                    ? expanded(factory, args.getFirst())
                    : factory.reportError(name + Problems.TAKES_A_NAME)));
  }

  private CelExpr expanded(CelMacroExprFactory factory, CelExpr argument) {
    CelExpr asked = factory.newIdentifier(variable);
    for (String field : path.names()) {
      asked = factory.newSelect(asked, field, false);
    }
    return factory.newGlobalCall(function(), ImmutableList.of(asked, argument));
  }

  CelFunctionDecl declaration() {
    CelType map = MapType.create(STRING, ListType.create(ELEMENT));
    return CelFunctionDecl.newFunctionDeclaration(
        function(), CelOverloadDecl.newGlobalOverload(function(), kind.result(), map, STRING));
  }

  /** Names of headers count whatever their case; {@code headers} has them in lower case. */
  @SuppressWarnings("Immutable") // As above.
  CelFunctionBinding binding() {
    boolean header = path.names().getLast().equals("headers");
    return CelFunctionBinding.from(
        function(),
        Map.class,
        String.class,
        (map, key) -> kind.read(map, header ? key.toLowerCase(Locale.ROOT) : key));
  }
}
