package dev.keyway.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.keyway.expression.Source.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An expression over the library's program. */
final class CompiledExpression implements Expression {

  /** What the library calls the expression in its messages. */
  static final String DESCRIPTION = "expression";

  /** The library tells the place of an error in its message only: an offset in code points. */
  private static final Pattern POSITION =
      Pattern.compile("evaluation error at " + DESCRIPTION + ":([0-9]+): .*", Pattern.DOTALL);

  private final Source source;
  private final Map<Long, Integer> positions;
  private final CelRuntime.Program program;
  private final Map<String, ValueType> variables;
  private final Map<String, Regex> regexes;
  private final Reads reads;
  private final List<SecretUse> secrets;
  private final boolean draws;
  private final Result result;

  /**
   * @param positions where the parts of the expression stand by their ids, in code points from its
   *     start
   * @param reads what it reads
   * @param secrets the secrets it reads
   * @param draws whether it draws by chance
   */
  CompiledExpression(
      Source source,
      Map<Long, Integer> positions,
      CelRuntime.Program program,
      Map<String, ValueType> variables,
      Map<String, Regex> regexes,
      Reads reads,
      List<SecretUse> secrets,
      boolean draws,
      Result result) {
    this.source = source;
    this.positions = positions;
    this.program = program;
    this.variables = variables;
    this.regexes = regexes;
    this.reads = reads;
    this.secrets = secrets;
    this.draws = draws;
    this.result = result;
  }

  @Override
  public String source() {
    return source.text();
  }

  @Override
  public boolean uses(String path) {
    return reads.touch(path);
  }

  @Override
  public boolean readsNothingBut(String path) {
    return reads.nothingBut(path);
  }

  @Override
  public boolean draws() {
    return draws;
  }

  @Override
  public boolean selectsAny(Set<String> names) {
    return reads.selectAny(names);
  }

  @Override
  public List<SecretUse> secrets() {
    return secrets;
  }

  @Override
  public Evaluation evaluate(Map<String, ?> values, RandomGenerator random) {
    Run run = new Run(variables, values, regexes, random);
    try {
      return given(Values.unwrap(program.trace(run, run, run.meter())));
    } catch (CelEvaluationException failure) {
      return failure(failure, run);
    } catch (Meter.CostExceeded exceeded) {
      return failure("cost_exceeded", run);
    } catch (StackOverflowError tooDeep) {
      return failure("too_deep", run);
    } catch (ArithmeticException overflow) {
      return failure("overflow", run);
    } catch (RuntimeException unexpected) {
      return failure("failed", run);
    }
  }

  private Evaluation given(@Nullable Object value) {
    return result.accepts(value)
        ? new Evaluation.Value(value)
        : new Evaluation.Failure("wrong_type", 1, 1);
  }

  private Evaluation failure(CelEvaluationException failure, Run run) {
    Matcher position = POSITION.matcher(failure.getMessage());
    return position.matches()
        ? failure(code(failure), source.placeOf(Integer.parseInt(position.group(1))))
        : failure(code(failure), run);
  }

  /** What has no place of its own has that of the part that was evaluated last. */
  private Evaluation failure(String code, Run run) {
    return failure(code, source.placeOf(positions.getOrDefault(run.meter().lastDone(), 0)));
  }

  private static Evaluation failure(String code, Place place) {
    return new Evaluation.Failure(code, place.line(), place.column());
  }

  private static String code(CelEvaluationException failure) {
    return switch (failure.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> "no_such_key";
      case INDEX_OUT_OF_BOUNDS -> "index_out_of_bounds";
      case DIVIDE_BY_ZERO -> "division_by_zero";
      case DUPLICATE_ATTRIBUTE -> "duplicate_key";
      case INVALID_ARGUMENT -> "invalid_argument";
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND -> "no_matching_overload";
      case NUMERIC_OVERFLOW -> "overflow";
      case ITERATION_BUDGET_EXCEEDED -> "cost_exceeded";
      case BAD_FORMAT -> "bad_format";
      case INTERNAL_ERROR -> isWrongOperand(failure) ? "no_matching_overload" : "failed";
    };
  }

  /** {@code &&}, {@code ?:} and loops have no code for an operand that is not what they need. */
  private static boolean isWrongOperand(CelEvaluationException failure) {
    return failure.getCause() instanceof IllegalArgumentException refused
        && refused.getCause() == null;
  }
}
