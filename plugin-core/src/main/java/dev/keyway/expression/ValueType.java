package dev.keyway.expression;

/** The type of a variable or field, as an expression sees it. */
public sealed interface ValueType {

  /**
   * Types without parts. A {@code NULLABLE_…} value may be null: unknown, which is not zero. The
   * checker makes no difference between the two, for an index or a key may turn out absent
   * anywhere.
   */
  enum Scalar implements ValueType {
    STRING,
    INT,
    DOUBLE,
    BOOL,
    TIMESTAMP,
    DURATION,
    DYN,
    NULLABLE_STRING,
    NULLABLE_INT,
    NULLABLE_DOUBLE
  }

  /** A list of one type. */
  record ListOf(ValueType element) implements ValueType {}

  /** A map from strings to one type. A missing key is null. */
  record MapOf(ValueType value) implements ValueType {}

  /** A struct of facts. */
  record Fact(FactType<?> type) implements ValueType {}
}
