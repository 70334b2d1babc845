package dev.keyway.catalogue;

import dev.keyway.catalogue.ProviderDefinition.ModelDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a provider's models of what the built-in data and a policy say, the policy's first. */
final class ModelMerge {

  private final Authors authors;

  ModelMerge(Authors authors) {
    this.authors = authors;
  }

  /**
   * The models a policy lists, in its order and over the built-in ones of the same name, then the
   * rest of those.
   */
  List<Model> merged(List<ModelDefinition> definitions, List<Model> builtIn) {
    if (definitions.isEmpty()) {
      return builtIn;
    }
    Map<String, Model> known = Shelf.byName(builtIn);
    Set<Model> used = new LinkedHashSet<>();
    List<Model> models = new ArrayList<>(builtIn.size() + definitions.size());
    for (ModelDefinition definition : definitions) {
      Model base = known.get(definition.id().toLowerCase(Locale.ROOT));
      models.add(merged(definition, base));
      if (base != null) {
        used.add(base);
      }
    }
    builtIn.stream().filter(model -> !used.contains(model)).forEach(models::add);
    return List.copyOf(models);
  }

  private Model merged(ModelDefinition definition, @Nullable Model base) {
    Model under = base == null ? Model.unknown(definition.id()) : base;
    return new Model(
        under.id(),
        aliases(definition, under),
        facts(definition.facts()).over(under.facts()),
        under.kind(),
        under.retires(),
        definition.unsupportedParams(),
        definition.disabled(),
        base == null ? Origin.CUSTOM : Origin.ADJUSTED,
        definition.metadata());
  }

  /** What the policy says, with the names the data knows of the author it names. */
  private ModelFacts facts(ModelFacts said) {
    Author author = said.author();
    return author == null ? said : said.by(authors.completed(author));
  }

  private static List<String> aliases(ModelDefinition definition, Model under) {
    Set<String> aliases = new LinkedHashSet<>(definition.aliases());
    aliases.addAll(under.aliases());
    if (!definition.id().equalsIgnoreCase(under.id())) {
      aliases.add(definition.id());
    }
    return List.copyOf(aliases);
  }
}
