package dev.keyway.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The types an environment declares, in the library's terms. Whether a value may be null is not
 * part of a type there: any value may turn out absent, and the operators know what that means.
 */
@SuppressWarnings("Immutable") // Facts are, though they hold functions of other rooms.
final class DeclaredTypes implements CelTypeProvider {

  private final ImmutableMap<String, FactType<?>> facts;
  private final ImmutableMap<String, CelType> types;

  /**
   * All facts that are reachable from these types.
   *
   * @throws IllegalArgumentException when two facts have one name
   */
  DeclaredTypes(Collection<ValueType> roots) {
    Map<String, FactType<?>> found = new LinkedHashMap<>();
    roots.forEach(root -> collect(root, found));
    facts = ImmutableMap.copyOf(found);
    types = ImmutableMap.copyOf(Maps.transformValues(facts, DeclaredTypes::struct));
  }

  private static void collect(ValueType type, Map<String, FactType<?>> found) {
    switch (type) {
      case ValueType.Scalar scalar -> {}
      case ValueType.ListOf list -> collect(list.element(), found);
      case ValueType.MapOf map -> collect(map.value(), found);
      case ValueType.Fact fact -> {
        FactType<?> known = found.putIfAbsent(fact.type().name(), fact.type());
        if (known == null) {
          fact.type().fields().forEach(field -> collect(field.type(), found));
        } else if (known != fact.type()) {
          throw new IllegalArgumentException("two facts are named " + known.name());
        }
      }
    }
  }

  private static CelType struct(FactType<?> fact) {
    return StructType.create(
        fact.name(),
        ImmutableSet.copyOf(fact.names()),
        name -> Optional.ofNullable(fact.field(name)).map(field -> celType(field.type())));
  }

  /** The fact of this name, or null. */
  @Nullable FactType<?> fact(String name) {
    return facts.get(name);
  }

  Collection<FactType<?>> facts() {
    return facts.values();
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return types.values();
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** A type in the library's terms. */
  static CelType celType(ValueType type) {
    return switch (type) {
      case ValueType.Scalar scalar ->
          switch (scalar) {
            case STRING, NULLABLE_STRING -> SimpleType.STRING;
            case INT, NULLABLE_INT -> SimpleType.INT;
            case DOUBLE, NULLABLE_DOUBLE -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case DURATION -> SimpleType.DURATION;
            case DYN -> SimpleType.DYN;
          };
      case ValueType.ListOf list -> ListType.create(celType(list.element()));
      case ValueType.MapOf map -> MapType.create(SimpleType.STRING, celType(map.value()));
      case ValueType.Fact fact -> StructTypeReference.create(fact.type().name());
    };
  }

  /** The class of the values of an argument's type. */
  static Class<?> javaClass(CelType type) {
    return switch (type.kind()) {
      case STRING -> String.class;
      case INT -> Long.class;
      case DOUBLE -> Double.class;
      case BOOL -> Boolean.class;
      case LIST -> List.class;
      default -> Object.class;
    };
  }

  /** How a type is named to people. */
  static String describe(CelType type) {
    return switch (type.kind()) {
      case LIST -> "list(" + describe(((ListType) type).elemType()) + ")";
      case MAP ->
          "map("
              + describe(((MapType) type).keyType())
              + ", "
              + describe(((MapType) type).valueType())
              + ")";
      case TIMESTAMP -> "timestamp";
      case DURATION -> "duration";
      case NULL_TYPE -> "null";
      default -> type.name();
    };
  }

  /**
   * Whether a value of one static type may be of another: they are the same, or one is only known
   * at run time.
   */
  static boolean fits(CelType found, CelType expected) {
    if (isDynamic(found) || isDynamic(expected) || found.kind() == CelKind.NULL_TYPE) {
      return true;
    }
    if (found.kind() != expected.kind()) {
      return false;
    }
    return switch (found.kind()) {
      case LIST -> fits(((ListType) found).elemType(), ((ListType) expected).elemType());
      case MAP -> fits(((MapType) found).valueType(), ((MapType) expected).valueType());
      default -> found.name().equals(expected.name());
    };
  }

  private static boolean isDynamic(CelType type) {
    return type.kind() == CelKind.DYN || type.kind() == CelKind.ANY;
  }
}
