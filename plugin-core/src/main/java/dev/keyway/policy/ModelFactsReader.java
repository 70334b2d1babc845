package dev.keyway.policy;

import dev.keyway.catalogue.Abilities;
import dev.keyway.catalogue.Author;
import dev.keyway.catalogue.Build;
import dev.keyway.catalogue.DataHandling;
import dev.keyway.catalogue.Limits;
import dev.keyway.catalogue.ModelFacts;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what an entry of {@code models} says of a model. */
final class ModelFactsReader {

  private static final long MOST_TOKENS = 1_000_000_000;
  private static final long MOST_PARAMETERS = 1_000_000_000_000_000L;
  private static final long MOST_DAYS = 36_500;

  private final Reading reading;

  ModelFactsReader(Reading reading) {
    this.reading = reading;
  }

  ModelFacts read(Fields entry) {
    return new ModelFacts(
        author(entry),
        entry.text("display_name"),
        entry.text("description"),
        new Limits(
            entry.whole("max_context_window", 1, MOST_TOKENS),
            entry.whole("max_output_tokens", 1, MOST_TOKENS)),
        new Abilities(
            list(entry, "input_modalities"),
            list(entry, "output_modalities"),
            list(entry, "supported_features")),
        new Build(entry.whole("parameter_count", 1, MOST_PARAMETERS), entry.text("quantization")),
        new DataHandling(
            entry.text("data_training_policy"),
            entry.whole("data_retention_days", 0, MOST_DAYS),
            entry.text("data_retention_policy")),
        new PricingReader(reading).read(entry),
        new DatacentersReader(reading).read(entry));
  }

  private @Nullable Author author(Fields entry) {
    Node.Scalar id = Names.model(reading, entry.scalar("author_id"));
    List<String> aliases =
        entry.texts("author_id_aliases").stream()
            .filter(alias -> Names.model(reading, alias) != null)
            .map(alias -> lower(alias.text()))
            .toList();
    if (id == null && !aliases.isEmpty() && !entry.has("author_id")) {
      reading.error(
          entry.namePlace("author_id_aliases"), "these are names of an author; add author_id");
    }
    return id == null ? null : new Author(lower(id.text()), aliases);
  }

  private static @Nullable List<String> list(Fields entry, String name) {
    List<String> texts = entry.texts(name).stream().map(Node.Scalar::text).toList();
    return entry.node(name) == null ? null : texts;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
