package dev.keyway.policy;

import dev.keyway.catalogue.ProviderDefinition.ModelDefinition;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a provider's {@code models}. */
final class ModelsReader {

  private static final long MOST_TOKENS = 1_000_000_000;

  private final Reading reading;

  ModelsReader(Reading reading) {
    this.reading = reading;
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
    new PricingReader(reading).check(entry);
    datacenters(entry);
    return new ModelDefinition(
        id == null ? "unnamed" : id.text(),
        aliases(entry, names),
        lower(entry.text("author_id")),
        entry.text("display_name"),
        entry.text("description"),
        entry.whole("max_context_window", 1, MOST_TOKENS),
        entry.whole("max_output_tokens", 1, MOST_TOKENS),
        list(entry, "input_modalities"),
        list(entry, "output_modalities"),
        list(entry, "supported_features"),
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

  private static @Nullable List<String> list(Fields entry, String name) {
    List<String> texts = entry.texts(name).stream().map(Node.Scalar::text).toList();
    return entry.node(name) == null ? null : texts;
  }

  private static void datacenters(Fields entry) {
    for (Fields datacenter : entry.objects("datacenters")) {
      datacenter.text("country_code");
      datacenter.text("region");
      datacenter.end();
    }
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
