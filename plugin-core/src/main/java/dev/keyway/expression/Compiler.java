package dev.keyway.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.types.SimpleType.BOOL;

import com.google.common.base.Suppliers;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.Operator;
import dev.cel.common.types.CelType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The library set up for one environment: its parser and checker, its runtime, and the names they
 * know.
 */
final class Compiler {

  private static final CelType A = TypeParamType.create("A");
  private static final CelType B = TypeParamType.create("B");

  private static final List<CelMacro> MACROS =
      Stream.concat(
              Stream.of(CelStandardMacro.ALL, CelStandardMacro.EXISTS, CelStandardMacro.EXISTS_ONE)
                  .map(CelStandardMacro::getDefinition),
              Stream.concat(Stream.of(HasMacro.macro()), Loops.macros().stream()))
          .toList();

  /** Declared here or in {@link LateFunctions}; {@code type} has no use in a policy. */
  private static final List<StandardFunction> REPLACED =
      Stream.concat(
              Arithmetic.MIXED.stream(),
              Stream.of(
                  StandardFunction.EQUALS,
                  StandardFunction.NOT_EQUALS,
                  StandardFunction.MATCHES,
                  StandardFunction.TYPE))
          .toList();

  private final Map<String, ValueType> variables;
  private final List<Shorthand> shorthands;
  private final DeclaredTypes types;
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  /** The one for expressions that read secrets, or variables that may hold some. */
  private final Supplier<CelRuntime> guarded;

  private final Set<String> guardedVariables;

  private final Unsupported unsupported;
  private final Names names;

  /**
   * @param unsupported what people may look for in vain
   * @param secrets whether expressions may read secrets
   * @param guardedVariables those that may hold some
   */
  Compiler(
      Map<String, ValueType> variables,
      Unsupported unsupported,
      boolean secrets,
      Set<String> guardedVariables) {
    this.variables = variables;
    this.guardedVariables = Set.copyOf(guardedVariables);
    this.types = new DeclaredTypes(withFunctionResults(variables.values()));
    this.shorthands = Shorthands.fitting(variables).toList();
    List<CelFunctionDecl> functions = functions(types, secrets);
    this.compiler = compiler(types, functions);
    this.runtime = runtime(types, Equality.PLAIN);
    this.guarded = Suppliers.memoize(() -> runtime(types, Equality.GUARDED));
    this.unsupported = unsupported;
    this.names = names(types, functions);
  }

  private List<CelFunctionDecl> functions(DeclaredTypes types, boolean secrets) {
    List<CelFunctionDecl> functions = new ArrayList<>();
    functions.add(anyTwo(Operator.EQUALS));
    functions.add(anyTwo(Operator.NOT_EQUALS));
    functions.addAll(Arithmetic.declarations());
    functions.addAll(Loops.declarations());
    shorthands.forEach(shorthand -> functions.add(shorthand.declaration()));
    functions.addAll(LateFunctions.declarations(types.facts()));
    functions.addAll(StringFunctions.library().functions());
    if (secrets) {
      functions.add(SecretFunction.declaration());
    }
    return functions;
  }

  /** Between any two types, for comparisons with null; {@link Review} looks at the types. */
  private static CelFunctionDecl anyTwo(Operator operator) {
    return newFunctionDeclaration(
        operator.getFunction(), newGlobalOverload(operator.getFunction(), BOOL, A, B));
  }

  /** The types of variables, and of what functions give. */
  private static List<ValueType> withFunctionResults(Collection<ValueType> variables) {
    return Stream.concat(variables.stream(), Stream.of(UrlFunctions.RESULT)).toList();
  }

  private Stream<CelMacro> macros() {
    return Stream.concat(MACROS.stream(), shorthands.stream().map(Shorthand::macro));
  }

  private CelCompiler compiler(DeclaredTypes types, List<CelFunctionDecl> functions) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(Limits.OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder().excludeFunctions(REPLACED).build())
            .setTypeProvider(types)
            .addMacros(macros().toList())
            .addFunctionDeclarations(functions);
    variables.forEach((name, type) -> builder.addVar(name, DeclaredTypes.celType(type)));
    return builder.build();
  }

  private static CelRuntime runtime(DeclaredTypes types, Equality equality) {
    return CelRuntimeFactory.plannerRuntimeBuilder()
        .setOptions(Limits.OPTIONS)
        .setTypeProvider(types)
        .setStandardFunctions(Operators.standardFunctions())
        .addLibraries(StringFunctions.library())
        .addFunctionBindings(Operators.bindings(Limits.OPTIONS, equality))
        .addFunctionBindings(Loops.bindings())
        .addFunctionBindings(Shorthands.bindings())
        .addLateBoundFunctions(LateFunctions.names())
        .build();
  }

  private Names names(DeclaredTypes types, List<CelFunctionDecl> functions) {
    Stream<String> standard =
        Arrays.stream(StandardFunction.values()).map(function -> function.functionDecl().name());
    Stream<String> declared = functions.stream().map(CelFunctionDecl::name);
    Stream<String> macros = macros().map(CelMacro::getFunction);
    return new Names(
        variables.keySet(),
        Stream.of(standard, declared, macros)
            .flatMap(all -> all)
            .filter(name -> Character.isLetter(name.charAt(0)))
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .distinct()
            .toList(),
        types.facts().stream()
            .flatMap(fact -> fact.fields().stream().map(FactType.Field::name))
            .distinct()
            .toList(),
        this::issues);
  }

  private List<CelIssue> issues(String text) {
    CelValidationResult parsed = parse(text);
    return parsed.hasError()
        ? parsed.getErrors()
        : check(tree(parsed), new Source(text)).result().getErrors();
  }

  private CelValidationResult parse(String text) {
    return compiler.parse(text, CompiledExpression.DESCRIPTION);
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException impossible) {
      throw new IllegalStateException("an expression without errors has no tree", impossible);
    }
  }

  /** Compiles an expression whose result may have these types; none given: any. */
  Compilation<Expression> compile(String text, List<ValueType> accepted) {
    Source source = new Source(text);
    try {
      return compile(source, accepted);
    } catch (CelEvaluationException | RuntimeException unexpected) {
      return failed(source, "this is not a valid expression");
    } catch (StackOverflowError tooDeep) {
      return failed(source, "this is nested too deeply");
    }
  }

  private Compilation<Expression> compile(Source source, List<ValueType> accepted)
      throws CelEvaluationException {
    CelValidationResult parsed = parse(source.text());
    if (parsed.hasError()) {
      // The rest only follows from the first.
      return new Compilation.Failed<>(
          List.of(Problems.of(parsed.getErrors().getFirst(), source, names)));
    }
    CelAbstractSyntaxTree tree = tree(parsed);
    Checked checked = check(tree, source);
    Unsupported.Found missing = unsupported.in(tree, source);
    List<CelIssue> issues =
        checked.result().getErrors().stream()
            .filter(issue -> !missing.nodes().contains(issue.getExprId()))
            .toList();
    List<ExpressionProblem> problems = new ArrayList<>(missing.problems());
    problems.addAll(Explanation.of(issues, tree, source, names));
    return checked.review() == null || !problems.isEmpty()
        ? new Compilation.Failed<>(problems)
        : compile(tree(checked.result()), checked.review(), source, accepted);
  }

  /**
   * Checks a tree, facts that are texts as they are meant: the first way in which everything fits,
   * or the one with the fewest flaws.
   */
  private Checked check(CelAbstractSyntaxTree parsed, Source source) {
    TextForms forms = TextForms.in(parsed, variables);
    Checked best = check(forms, List.of(), source);
    if (best.flaws() > 0 && !forms.either().isEmpty()) {
      best = best.or(check(forms, forms.either(), source));
    }
    List<Long> chosen = new ArrayList<>();
    for (long each : forms.either().stream().limit(Limits.EITHER).toList()) {
      if (best.flaws() > 0) {
        chosen.add(each);
        Checked other = check(forms, chosen, source);
        if (other.flaws() < best.flaws()) {
          best = other;
        } else {
          chosen.removeLast();
        }
      }
    }
    return best;
  }

  private Checked check(TextForms forms, List<Long> chosen, Source source) {
    CelValidationResult result = compiler.check(forms.applied(chosen));
    return new Checked(result, result.hasError() ? null : Review.of(tree(result), source, types));
  }

  /**
   * What came of checking a tree.
   *
   * @param review null when the type checker refused it
   */
  private record Checked(CelValidationResult result, @Nullable Review review) {

    /** How much is wrong: what the type checker says counts for more. */
    int flaws() {
      return review == null
          ? result.getErrors().size() * (Limits.PROBLEMS + 1)
          : review.problems().size();
    }

    /** The one of both that has fewer flaws. */
    Checked or(Checked other) {
      return other.flaws() < flaws() ? other : this;
    }
  }

  private Compilation<Expression> compile(
      CelAbstractSyntaxTree ast, Review review, Source source, List<ValueType> accepted)
      throws CelEvaluationException {
    if (!review.problems().isEmpty()) {
      return new Compilation.Failed<>(review.problems());
    }
    Result result = new Result(accepted);
    if (!result.accepts(ast.getResultType())) {
      return failed(source, result.refusal(ast.getResultType()));
    }
    Reads reads = Reads.of(ast.getExpr());
    boolean plain = review.secrets().isEmpty() && guardedVariables.stream().noneMatch(reads::touch);
    CelRuntime used = plain ? runtime : guarded.get();
    return new Compilation.Compiled<>(
        new CompiledExpression(
            source,
            ast.getSource().getPositionsMap(),
            used.createProgram(ast),
            variables,
            review.regexes(),
            reads,
            review.secrets(),
            review.draws(),
            result));
  }

  private static Compilation<Expression> failed(Source source, String message) {
    return new Compilation.Failed<>(List.of(Problems.problem(source.at(0), message)));
  }
}
