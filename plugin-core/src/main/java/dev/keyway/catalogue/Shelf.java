package dev.keyway.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider with its models by name.
 *
 * @param models by id and alias, lower case
 */
record Shelf(Provider provider, Map<String, Model> models) {

  static Shelf of(Provider provider) {
    return new Shelf(provider, byName(provider.models()));
  }

  /**
   * Models by id and alias, lower case. As among providers, what a policy lists stands in front of
   * what is built in, with its aliases too; then an id counts before an alias, an earlier model
   * before a later one.
   */
  static Map<String, Model> byName(List<Model> models) {
    Map<String, Model> byName = HashMap.newHashMap(models.size());
    put(models.stream().filter(Model::configured).toList(), byName);
    put(models, byName);
    return byName;
  }

  private static void put(List<Model> models, Map<String, Model> byName) {
    models.forEach(model -> byName.putIfAbsent(lower(model.id()), model));
    models.forEach(
        model -> model.aliases().forEach(alias -> byName.putIfAbsent(lower(alias), model)));
  }

  @Nullable Model model(String lowerCaseName) {
    return models.get(lowerCaseName);
  }

  /** How names are compared: without regard to case, and alike in every locale. */
  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
