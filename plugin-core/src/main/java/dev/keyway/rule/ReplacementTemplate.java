package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.expression.Template;
import dev.keyway.regex.MalformedPatternException;
import dev.keyway.regex.Replacement;
import org.jspecify.annotations.Nullable;

/**
 * A pattern and what stands in place of its matches, as an action writes them: <code>${…}</code> is
 * put in before either is read, so a pattern may come out of it.
 *
 * @param from null: the whole of a URL
 * @param to null: matches are deleted
 * @param fixed what both are when neither holds an expression
 */
record ReplacementTemplate(
    Making making, @Nullable Template from, @Nullable Template to, @Nullable Replacement fixed) {

  /** Makes a replacement of both texts. */
  @FunctionalInterface
  interface Making {
    Replacement of(@Nullable String from, String to) throws MalformedPatternException;
  }

  /** {@code from} and {@code to} of a URL: the first may be left out, the second not. */
  static ReplacementTemplate ofUrl(Fields config, RuleReading reading) {
    Node.Scalar from = config.scalar("from");
    return read(from, config.required("to", "where the URL leads"), UrlEdit::compile, reading);
  }

  /** {@code from} and {@code to} of a text: the second may be left out, the first not. */
  static ReplacementTemplate ofText(Fields config, RuleReading reading) {
    Node.Scalar from = config.required("from", "the pattern of what is replaced");
    return read(
        from,
        config.scalar("to"),
        (pattern, to) -> Replacement.compile(pattern == null ? "" : pattern, to),
        reading);
  }

  private static ReplacementTemplate read(
      Node.@Nullable Scalar from, Node.@Nullable Scalar to, Making making, RuleReading reading) {
    Template pattern = from == null ? null : reading.template(from);
    Template substitute = to == null ? null : reading.template(to);
    boolean literalFrom = pattern == null || pattern.literal();
    boolean literalTo = substitute == null || substitute.literal();
    Replacement fixed = null;
    try {
      if (literalFrom) {
        Replacement made = making.of(source(pattern), literalTo ? text(substitute) : "");
        fixed = literalTo ? made : null;
        if (made.flaw() != null && to != null) {
          reading.error(to.place(), made.flaw());
        }
      }
    } catch (MalformedPatternException malformed) {
      if (from != null) {
        reading.error(from.place(), malformed.getMessage());
      }
    }
    return new ReplacementTemplate(making, pattern, substitute, fixed);
  }

  private static @Nullable String source(@Nullable Template template) {
    return template == null ? null : template.source();
  }

  private static String text(@Nullable Template template) {
    return template == null ? "" : template.source();
  }

  /** Whether what stands in place of matches holds a secret. */
  boolean namesSecrets() {
    return to != null && !to.secrets().isEmpty();
  }

  boolean uses(String path) {
    return (from != null && from.uses(path)) || (to != null && to.uses(path));
  }

  /** The replacement for this request. */
  Replacement in(Scene scene) throws FailedTextException {
    if (fixed != null) {
      return fixed;
    }
    String pattern = from == null ? null : scene.text(from);
    try {
      return making.of(pattern, to == null ? "" : scene.text(to));
    } catch (MalformedPatternException malformed) {
      throw new FailedTextException("bad_pattern");
    }
  }
}
