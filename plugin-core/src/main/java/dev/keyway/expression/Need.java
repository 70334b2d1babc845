package dev.keyway.expression;

import dev.cel.common.types.CelKind;

/**
 * What a function needs of the facts it works on. Functions know no models and no keys: one is
 * declared over every type that has the fields it reads.
 *
 * @param path the field, or fields with dots between
 * @param kind the kind of what is there
 */
record Need(FactPath path, CelKind kind) {

  static Need text(String path) {
    return new Need(FactPath.of(path), CelKind.STRING);
  }

  static Need list(String path) {
    return new Need(FactPath.of(path), CelKind.LIST);
  }

  static Need map(String path) {
    return new Need(FactPath.of(path), CelKind.MAP);
  }

  static Need number(String path) {
    return new Need(FactPath.of(path), CelKind.DOUBLE);
  }

  boolean metBy(FactType<?> fact) {
    ValueType found = path.typeIn(fact);
    return found != null && DeclaredTypes.celType(found).kind() == kind;
  }
}
