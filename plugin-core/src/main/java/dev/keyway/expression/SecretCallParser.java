package dev.keyway.expression;

import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.keyway.expression.Placeholders.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link SecretCall}s by CEL's own grammar. */
final class SecretCallParser {

  private static final String EXPECTED = "${secrets.get('vault', 'name')} alone is expected here";

  /**
   * The call as nearly everybody writes it, with nothing in its strings that CEL would read as
   * anything but itself. Seen at once; CEL's parser for the first of all takes 40 ms of a start.
   */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[ \t]*secrets\\.get\\([ \t]*'([\\w./ -]{1,200})'[ \t]*"
              + "(?:,[ \t]*'([\\w./ -]{1,200})'[ \t]*)?\\)[ \t]*");

  /** Made when a text needs it. */
  private static final class Cel {

    static final CelParser PARSER =
        CelParserFactory.standardCelParserBuilder().setOptions(Limits.OPTIONS).build();
  }

  private SecretCallParser() {}

  static SecretCall parse(String text) {
    int opening = text.indexOf("${");
    if (opening < 0) {
      return new SecretCall.Literal();
    }
    List<Part> parts = Placeholders.of(text.strip());
    Optional<SecretCall> call =
        parts.size() == 1 && parts.getFirst() instanceof Part.Code code
            ? call(code.text())
            : Optional.empty();
    return call.orElseGet(() -> malformed(text, opening));
  }

  private static SecretCall malformed(String text, int offset) {
    return new SecretCall.Malformed(Problems.problem(new Source(text).at(offset), EXPECTED));
  }

  private static Optional<SecretCall> call(String code) {
    Matcher plain = PLAIN.matcher(code);
    return plain.matches() ? plain(plain.group(1), plain.group(2)) : parsed(code);
  }

  private static Optional<SecretCall> plain(String first, @Nullable String second) {
    return call(second == null ? List.of(first) : List.of(first, second));
  }

  /** The same by CEL's grammar alone. */
  static Optional<SecretCall> parsed(String code) {
    return tree(code)
        .filter(SecretCallParser::isSecretsGet)
        .map(tree -> tree.call().args())
        .filter(arguments -> arguments.stream().allMatch(SecretCallParser::isString))
        .map(arguments ->
            arguments.stream().map(argument -> argument.constant().stringValue()).toList())
        .flatMap(SecretCallParser::call);
  }

  private static Optional<SecretCall> call(List<String> names) {
    if (names.stream().anyMatch(String::isBlank)) {
      return Optional.empty();
    }
    return switch (names.size()) {
      case 1 -> Optional.of(new SecretCall.Call(SecretCall.DEFAULT_VAULT, names.getFirst()));
      case 2 -> Optional.of(new SecretCall.Call(names.getFirst(), names.getLast()));
      default -> Optional.empty();
    };
  }

  private static Optional<CelExpr> tree(String code) {
    try {
      CelValidationResult parsed = Cel.PARSER.parse(code);
      return parsed.hasError() ? Optional.empty() : Optional.of(parsed.getAst().getExpr());
    } catch (CelValidationException | RuntimeException | StackOverflowError unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isSecretsGet(CelExpr tree) {
    return tree.getKind() == Kind.CALL
        && tree.call().function().equals("get")
        && tree.call()
            .target()
            .filter(target -> target.getKind() == Kind.IDENT)
            .filter(target -> target.ident().name().equals("secrets"))
            .isPresent();
  }

  private static boolean isString(CelExpr argument) {
    return argument.getKind() == Kind.CONSTANT
        && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }
}
