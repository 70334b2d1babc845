package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.policy.ConfiguredProvider.ListedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a provider's {@code api_keys}. */
final class ApiKeysReader {

  private final Reading reading;
  private final String providerId;
  private final KeyScope scope;
  private final KeyValueReader values;

  ApiKeysReader(Reading reading, SecretReferences references, String providerId, KeyScope scope) {
    this.reading = reading;
    this.providerId = providerId;
    this.scope = scope;
    this.values = new KeyValueReader(reading, references, providerId);
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
    String shown = id == null ? value.name() : id;
    scope.claim(
        value.identity(), key.place("value"), shown, key.place(id == null ? "value" : "id"));
    if (id != null && value.isText(id)) {
      reading.error(key.place("id"), "the key itself; an id is shown in records, choose another");
    }
    String group = ownGroup == null ? providersGroup : ownGroup;
    ApiKey read =
        new ApiKey(providerId, shown, value.identity(), value.secret(), group, null, metadata);
    return new ListedKey(read, models);
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
