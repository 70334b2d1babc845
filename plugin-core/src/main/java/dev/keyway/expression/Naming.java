package dev.keyway.expression;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How facts are named: by a STRING field, such as {@code id}, and, where their type has it, by a
 * list of aliases in the field of that name with {@code _aliases}. What has aliases is named by
 * people, so its names compare whatever their case; what has none is named exactly. What has a
 * {@code provider_id} is also named with its provider before it: {@code openai:gpt-4o}.
 *
 * @param field the field of the name
 * @param aliases the field of the other names
 */
record Naming(String field, String aliases) {

  static final Naming ID = new Naming("id", "id_aliases");

  static final Naming PROVIDER = new Naming("provider_id", "provider_id_aliases");

  static final Naming AUTHOR = new Naming("author_id", "author_id_aliases");

  /** Whether a fact goes by one of these names. */
  Predicate<Object> among(List<?> names) {
    Set<String> exact = new HashSet<>();
    Set<String> lower = new HashSet<>();
    Map<String, Set<String>> byProvider = new HashMap<>();
    for (Object name : names) {
      if (name instanceof String text) {
        exact.add(text);
        lower.add(lower(text));
        qualify(lower(text), byProvider);
      }
    }
    return element ->
        element instanceof FactValue fact
            && (isIn(fact, exact, lower) || isQualified(fact, byProvider));
  }

  private void qualify(String name, Map<String, Set<String>> byProvider) {
    int colon = name.indexOf(':');
    if (equals(ID) && colon > 0) {
      byProvider
          .computeIfAbsent(name.substring(0, colon), provider -> new HashSet<>())
          .add(name.substring(colon + 1));
    }
  }

  private boolean isIn(FactValue fact, Set<String> exact, Set<String> lower) {
    if (fact.has(aliases)) {
      return isNamed(fact, lower);
    }
    return fact.select(field) instanceof String id && exact.contains(id);
  }

  private boolean isNamed(FactValue fact, Set<String> lower) {
    if (fact.select(field) instanceof String id && lower.contains(lower(id))) {
      return true;
    }
    for (Object alias : aliases(fact)) {
      if (alias instanceof String name && lower.contains(lower(name))) {
        return true;
      }
    }
    return false;
  }

  private boolean isQualified(FactValue fact, Map<String, Set<String>> byProvider) {
    if (byProvider.isEmpty() || !fact.has(PROVIDER.field)) {
      return false;
    }
    if (fact.select(PROVIDER.field) instanceof String id
        && isNamed(fact, byProvider.getOrDefault(lower(id), Set.of()))) {
      return true;
    }
    for (Object alias : PROVIDER.aliases(fact)) {
      if (alias instanceof String name
          && isNamed(fact, byProvider.getOrDefault(lower(name), Set.of()))) {
        return true;
      }
    }
    return false;
  }

  private List<?> aliases(FactValue fact) {
    return fact.has(aliases) && fact.select(aliases) instanceof List<?> list ? list : List.of();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
