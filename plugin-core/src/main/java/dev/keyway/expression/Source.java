package dev.keyway.expression;

import dev.cel.common.CelSourceLocation;

/**
 * The text of an expression and places in it. The library counts code points, lines from 1 and
 * columns from 0; people count columns from 1.
 *
 * @param text the expression
 */
record Source(String text) {

  /** A place: offset in chars, line and column from 1. */
  record Place(int offset, int line, int column) {

    /** A problem within what begins here, as one of the whole. */
    ExpressionProblem outer(ExpressionProblem inner) {
      return new ExpressionProblem(
          outerLine(inner.line()),
          outerColumn(inner.line(), inner.column()),
          inner.message(),
          inner.nearest());
    }

    /** A failure within what begins here, as one of the whole. */
    Evaluation.Failure outer(Evaluation.Failure inner) {
      return new Evaluation.Failure(
          inner.code(), outerLine(inner.line()), outerColumn(inner.line(), inner.column()));
    }

    /** What reads a secret within what begins here, as one of the whole. */
    SecretUse outer(SecretUse inner) {
      return new SecretUse(
          inner.vault(),
          inner.name(),
          outerLine(inner.line()),
          outerColumn(inner.line(), inner.column()));
    }

    private int outerLine(int innerLine) {
      return line + innerLine - 1;
    }

    private int outerColumn(int innerLine, int innerColumn) {
      return innerLine == 1 ? column + innerColumn - 1 : innerColumn;
    }
  }

  Place place(CelSourceLocation location) {
    int offset = 0;
    for (int line = 1; line < location.getLine(); line++) {
      offset = text.indexOf('\n', offset) + 1;
    }
    int left = text.codePointCount(offset, text.length());
    return at(text.offsetByCodePoints(offset, Math.clamp(location.getColumn(), 0, left)));
  }

  /** The place that many code points from the start. */
  Place placeOf(int codePoints) {
    int length = text.codePointCount(0, text.length());
    return at(text.offsetByCodePoints(0, Math.clamp(codePoints, 0, length)));
  }

  /** The place of an offset in chars. */
  Place at(int offset) {
    int line = 1 + (int) text.substring(0, offset).chars().filter(each -> each == '\n').count();
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    return new Place(offset, line, 1 + text.codePointCount(start, offset));
  }

  /** Where a name begins that follows a dot at this place. */
  Place nameAfter(Place dot, String name) {
    int found = text.indexOf(name, dot.offset());
    return found < 0 ? dot : at(found);
  }

  /** Where a name begins that ends before a parenthesis at this place. */
  Place nameBefore(Place parenthesis, String name) {
    int found = text.lastIndexOf(name, parenthesis.offset() - 1);
    return found < 0 ? parenthesis : at(found);
  }

  /** It with a name at a place written otherwise. */
  Source with(Place place, String name, String other) {
    return new Source(
        text.substring(0, place.offset()) + other + text.substring(place.offset() + name.length()));
  }
}
