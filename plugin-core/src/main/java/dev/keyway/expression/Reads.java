package dev.keyway.expression;

import dev.cel.common.ast.CelExpr;
import java.util.List;

/**
 * What an expression reads.
 *
 * @param paths variables with their fields, each once; a path ends where its next name is only
 *     known at run time
 */
record Reads(List<String> paths) {

  /** What a checked tree reads. */
  static Reads of(CelExpr root) {
    return new Reads(
        Chain.of(root).stream().map(Chain::path).map(TextForms::without).distinct().toList());
  }

  /** Whether it reads what is there, something of it, or all that it is part of. */
  boolean touch(String path) {
    return paths.stream()
        .anyMatch(each ->
            each.equals(path) || each.startsWith(path + ".") || path.startsWith(each + "."));
  }
}
