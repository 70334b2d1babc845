package dev.keyway.policy;

import dev.keyway.catalogue.About;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;
import dev.keyway.catalogue.ProviderDefinition;
import dev.keyway.document.Fields;
import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.policy.ConfiguredProvider.ListedKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code managed_keys}: the operator's house keys. */
final class ManagedKeysReader {

  private static final String REFUSE = "refuse";
  private static final String USE = "use";

  private final Reading reading;
  private final KeyScopes keys;
  private final List<ConfiguredProvider> listed;
  private final KnownProviders known;
  private final Map<String, Place> seen = new HashMap<>();

  ManagedKeysReader(Reading reading, KeyScopes keys, List<ConfiguredProvider> listed) {
    this.reading = reading;
    this.keys = keys;
    this.listed = listed;
    this.known = new KnownProviders(listed);
  }

  Managed read(Fields config) {
    Fields fields = config.object("managed_keys");
    if (fields == null) {
      return Managed.NONE;
    }
    Managed managed =
        new Managed(
            providers(fields), use(fields, "on_exhausted"), use(fields, "after_client_key"));
    fields.end();
    new ManagedSense(reading, fields, managed, listed).check(seen);
    return managed;
  }

  private static boolean use(Fields fields, String name) {
    return USE.equals(fields.choice(name, List.of(REFUSE, USE), choice -> choice));
  }

  private List<ConfiguredProvider> providers(Fields fields) {
    List<ConfiguredProvider> providers = new ArrayList<>();
    for (Fields entry : fields.objects("providers")) {
      ConfiguredProvider provider = provider(entry);
      entry.end();
      if (provider != null) {
        providers.add(provider);
      }
    }
    return providers;
  }

  private @Nullable ConfiguredProvider provider(Fields entry) {
    String id = id(entry);
    String scope = id == null ? entry.place().path() : id;
    List<ListedKey> read =
        keys.of(scope).read(entry).stream()
            .map(key -> new ListedKey(key.key().ofHouse(), key.models()))
            .toList();
    boolean empty = entry.node("api_keys") instanceof Node.Sequence list && list.items().isEmpty();
    if (empty || !entry.has("api_keys")) {
      reading.error(entry.place("api_keys"), "no house key; list one, or remove the entry");
    }
    return id == null || read.isEmpty() ? null : new ConfiguredProvider(definition(id), read);
  }

  private @Nullable String id(Fields entry) {
    Node.Scalar name = entry.required("id", "say which provider's keys these are, such as openai");
    if (name == null) {
      return null;
    }
    String id = known.id(name.text());
    if (id == null) {
      reading
          .problems()
          .error(
              name.place(),
              "no such provider, neither in this policy nor built in; one of your own is to be"
                  + " listed under providers, too",
              Nearest.of(name.text(), known.ids()));
      return null;
    }
    Place first = seen.putIfAbsent(id, name.place());
    if (first != null) {
      reading.error(
          name.place(),
          id + " has house keys in line " + first.line() + " already; list them there");
    }
    if (!isListed(id) && needsAddress(id)) {
      reading.error(
          name.place(), id + " runs at an address of your own: list it under providers, too");
    }
    return id;
  }

  private boolean isListed(String id) {
    return listed.stream().anyMatch(provider -> provider.definition().id().equals(id));
  }

  private static boolean needsAddress(String id) {
    Provider builtIn = Catalogue.builtIn().provider(id);
    return builtIn != null && builtIn.endpoints().isEmpty();
  }

  private ProviderDefinition definition(String id) {
    return listed.stream()
        .map(ConfiguredProvider::definition)
        .filter(definition -> definition.id().equals(id))
        .findFirst()
        .orElseGet(() ->
            new ProviderDefinition(
                id, List.of(), null, About.NOTHING, null, List.of(), List.of(), false, Map.of()));
  }

  /**
   * What was read.
   *
   * @param providers who has house keys, and which
   */
  record Managed(List<ConfiguredProvider> providers, boolean onExhausted, boolean afterClientKey) {

    static final Managed NONE = new Managed(List.of(), false, false);

    /** These providers and those that stand under managed keys alone: to list keys is to list. */
    List<ConfiguredProvider> completing(List<ConfiguredProvider> listed) {
      List<ConfiguredProvider> all = new ArrayList<>(listed);
      for (ConfiguredProvider provider : providers) {
        if (listed.stream().noneMatch(one -> one.definition().equals(provider.definition()))) {
          all.add(new ConfiguredProvider(provider.definition(), List.of()));
        }
      }
      return all;
    }
  }
}
