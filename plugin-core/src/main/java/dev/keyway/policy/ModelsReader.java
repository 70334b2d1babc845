package dev.keyway.policy;

import dev.keyway.catalogue.ProviderDefinition.ModelDefinition;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads a provider's {@code models}. */
final class ModelsReader {

  private final Reading reading;
  private final ModelFactsReader facts;

  ModelsReader(Reading reading) {
    this.reading = reading;
    this.facts = new ModelFactsReader(reading);
  }

  List<ModelDefinition> read(Fields provider) {
    NameScope names = new NameScope(reading);
    List<ModelDefinition> models = new ArrayList<>();
    for (Fields entry : provider.objects("models")) {
      models.add(model(entry, names));
      entry.end();
    }
    return models;
  }

  private ModelDefinition model(Fields entry, NameScope names) {
    Node.Scalar id =
        Names.model(
            reading, entry.required("id", "it is the name the provider knows the model by"));
    if (id != null) {
      names.claim(id.text(), entry.place(), id.place());
    }
    return new ModelDefinition(
        id == null ? "unnamed" : id.text(),
        aliases(entry, names),
        facts.read(entry),
        Objects.requireNonNullElse(
            NamedParams.read(reading, entry, "unsupported_params"), Set.of()),
        entry.flag("disabled", false),
        entry.free("metadata"));
  }

  private List<String> aliases(Fields entry, NameScope names) {
    List<String> aliases = new ArrayList<>();
    for (Node.Scalar alias : entry.texts("id_aliases")) {
      if (Names.model(reading, alias) != null) {
        names.claim(alias.text(), entry.place(), alias.place());
        aliases.add(alias.text());
      }
    }
    return aliases;
  }
}
