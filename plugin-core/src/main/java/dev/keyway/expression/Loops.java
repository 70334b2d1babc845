package dev.keyway.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.cel.parser.CelMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;

/** The functions that evaluate one of their arguments for each element of a list. */
final class Loops {

  /** Keeps an element if a condition holds: the step of {@code filter}. */
  static final String KEEP = "@keep";

  /** Ranks an element by a key: the step of {@code sortBy}. */
  static final String RANK = "@rank";

  /** Gives an element a weight: the step of {@code weighted}. */
  static final String WEIGH = "@weigh";

  /** Begins to gather. */
  static final String GATHER = "@gather";

  private static final String ADD = "@add";
  private static final String LIST = "@list";
  private static final String SORTED = "@sorted";

  private static final CelType A = TypeParamType.create("A");
  private static final CelType B = TypeParamType.create("B");
  private static final CelType GATHERED = Gathered.of(A);

  /** The one place where a loop is added. */
  static final List<LoopMacro> TABLE =
      List.of(
          new LoopMacro(
              "filter",
              "filter(x, condition)",
              2,
              (loop, args) -> loop.call(KEEP, loop.element(), args.get(1)),
              LIST,
              new Manual(
                  "any list",
                  "those for which the condition holds",
                  "ai.models.filter(m, m.pricing.input < 1)",
                  "openai:gpt-4o-mini")),
          new LoopMacro(
              "sortBy",
              "sortBy(x, key)",
              2,
              (loop, args) -> loop.call(RANK, loop.element(), args.get(1)),
              SORTED,
              new Manual(
                  "any list",
                  "all of them by ascending key; equal ones keep their order, unknown keys come"
                      + " last",
                  "ai.models.sortBy(m, -m.pricing.input)",
                  "anthropic:claude-sonnet-4-5, openai:gpt-4o, openai:gpt-4o-mini, own:Llama-70B")),
          new LoopMacro(
              "weighted",
              "weighted(x, weight)",
              2,
              (loop, args) -> loop.call(WEIGH, loop.element(), args.get(1)),
              LoopEnd.WEIGHTED.name(),
              new Manual(
                  "any list",
                  "all of them, drawn one after the other with chances in proportion to their"
                      + " weights; what has no weight above zero is never drawn and comes last, in"
                      + " its own order",
                  "ai.models.weighted(m, m.id == 'gpt-4o' ? 1 : 0)",
                  "openai:gpt-4o, openai:gpt-4o-mini, anthropic:claude-sonnet-4-5,"
                      + " own:Llama-70B")),
          new LoopMacro(
              "map",
              "map(x, value)",
              2,
              (loop, args) -> loop.call(ADD, args.get(1)),
              LIST,
              new Manual(
                  "any list",
                  "a list of the values",
                  "ai.models.map(m, m.id)",
                  "['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4-5', 'Llama-70B']")),
          new LoopMacro(
              "map",
              "map(x, condition, value)",
              3,
              (loop, args) -> loop.when(args.get(1), loop.call(ADD, args.get(2))),
              LIST,
              new Manual(
                  "any list",
                  "a list of the values of those for which the condition holds",
                  "ai.models.map(m, m.custom, m.id)",
                  "['Llama-70B']")));

  private Loops() {}

  static List<CelMacro> macros() {
    return TABLE.stream().map(LoopMacro::macro).toList();
  }

  /**
   * What the macros expand to; no expression can name these, since {@code @} begins no identifier.
   */
  static List<CelFunctionDecl> declarations() {
    return List.of(
        declare(GATHER, GATHERED),
        declare(KEEP, GATHERED, GATHERED, A, B),
        declare(ADD, GATHERED, GATHERED, A),
        declare(RANK, GATHERED, GATHERED, A, B),
        declare(WEIGH, GATHERED, GATHERED, A, B),
        declare(LIST, ListType.create(A), GATHERED),
        declare(SORTED, ListType.create(A), GATHERED));
  }

  private static CelFunctionDecl declare(String name, CelType result, CelType... parameters) {
    return newFunctionDeclaration(name, newGlobalOverload(name, result, parameters));
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from(GATHER, ImmutableList.of(), args -> new Gathered()),
        CelFunctionBinding.from(
            KEEP,
            ImmutableList.of(Gathered.class, Object.class, Boolean.class),
            args -> ((Gathered) args[0]).keep(args[1], (Boolean) args[2])),
        CelFunctionBinding.from(ADD, Gathered.class, Object.class, Gathered::add),
        ranking(RANK),
        ranking(WEIGH),
        CelFunctionBinding.from(LIST, Gathered.class, Gathered::list),
        CelFunctionBinding.from(SORTED, Gathered.class, Gathered::sorted));
  }

  private static CelFunctionBinding ranking(String step) {
    return CelFunctionBinding.from(
        step,
        ImmutableList.of(Gathered.class, Object.class, Object.class),
        args -> ((Gathered) args[0]).rank(args[1], args[2]));
  }
}
