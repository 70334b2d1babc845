package dev.keyway.expression;

import dev.cel.common.CelOptions;

/**
 * What an expression may cost. An evaluation runs on an event loop, so the worst one must end
 * within milliseconds; the measurements are in RATIONALE.md.
 */
final class Limits {

  /** Code points of an expression. */
  static final int CODE_POINTS = 10_000;

  /** Nodes of its syntax tree, macros expanded. */
  static final int NODES = 2_000;

  /** Nesting of its grammar; a chain of a hundred additions nests a hundred deep. */
  static final int DEPTH = 100;

  /** Loops within loops. */
  static final int NESTED_LOOPS = 3;

  /** Steps of one evaluation: nodes evaluated, and the sizes of what they gave. */
  static final int STEPS = 100_000;

  /** Expressions in one template: each has the steps of an evaluation. */
  static final int PLACEHOLDERS = 20;

  /** Characters of a text that {@code replace} or {@code join} makes. */
  static final int TEXT = 65_536;

  /** Problems told of one expression; each may cost a few compilations, for the nearest name. */
  static final int PROBLEMS = 20;

  /** Fields that may be two things, of which it is tried which one is meant. */
  static final int EITHER = 8;

  /** The library's options under these limits. */
  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(CODE_POINTS)
          .maxParseExpressionNodeCount(NODES)
          .maxParseRecursionDepth(DEPTH)
          .comprehensionMaxIterations(STEPS)
          .build();

  private Limits() {}
}
