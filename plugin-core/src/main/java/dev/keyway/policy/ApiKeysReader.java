package dev.keyway.policy;

import dev.keyway.catalogue.ProviderDefinition;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Shown;
import dev.keyway.policy.ConfiguredProvider.ListedKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a provider's {@code api_keys}. */
final class ApiKeysReader {

  private final Reading reading;
  private final ProviderDefinition provider;
  private final KeyValueReader values;
  private final Map<String, Place> ids = new HashMap<>();
  private final Map<String, Place> identities = new HashMap<>();

  ApiKeysReader(Reading reading, SecretReferences references, ProviderDefinition provider) {
    this.reading = reading;
    this.provider = provider;
    this.values = new KeyValueReader(reading, references, provider);
  }

  List<ListedKey> read(Fields entry) {
    String group = label(entry, "quota_group");
    if (entry.has("api_keys") && entry.node("api_keys") == null) {
      reading.error(
          entry.place("api_keys"),
          "no value; list the keys, or write [] to pass on the client's own key");
    }
    List<ListedKey> keys = new ArrayList<>();
    for (Fields key : entry.objects("api_keys")) {
      ListedKey read = key(key, group);
      key.end();
      if (read != null) {
        keys.add(read);
      }
    }
    return keys;
  }

  private @Nullable ListedKey key(Fields key, @Nullable String providersGroup) {
    KeyValueReader.Value value = values.read(key);
    String id = label(key, "id");
    String ownGroup = label(key, "quota_group");
    Map<String, Object> metadata = key.free("metadata");
    List<Node.Scalar> models = models(key);
    if (value == null) {
      return null;
    }
    checkTwice(key, value, id);
    if (id != null && value.isText(id)) {
      reading.error(key.place("id"), "the key itself; an id is shown in records, choose another");
    }
    String group = ownGroup == null ? providersGroup : ownGroup;
    String shown = id == null ? value.name() : id;
    ApiKey read =
        new ApiKey(provider.id(), shown, value.identity(), value.secret(), group, null, metadata);
    return new ListedKey(read, models);
  }

  private void checkTwice(Fields key, KeyValueReader.Value value, @Nullable String id) {
    Place same = identities.putIfAbsent(value.identity(), key.place("value"));
    if (same != null) {
      reading.error(key.place("value"), "the same key as in line " + same.line() + "; remove one");
      return;
    }
    String shown = id == null ? value.name() : id;
    Place place = key.place(id == null ? "value" : "id");
    Place first = ids.putIfAbsent(shown, place);
    if (first != null) {
      reading.error(
          place,
          "the id %s is taken by the key in line %d; give each an id of its own"
              .formatted(Shown.quoted(shown), first.line()));
    }
  }

  private List<Node.Scalar> models(Fields key) {
    List<Node.Scalar> models = key.texts("models");
    if (key.node("models") instanceof Node.Sequence list && list.items().isEmpty()) {
      reading.error(list.place(), "an empty list allows no model; name some, or remove it for all");
    }
    return models;
  }

  private @Nullable String label(Fields fields, String name) {
    Node.Scalar label = Names.label(reading, fields.scalar(name));
    return label == null ? null : label.text();
  }
}
