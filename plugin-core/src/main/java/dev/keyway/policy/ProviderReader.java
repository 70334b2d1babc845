package dev.keyway.policy;

import dev.keyway.catalogue.About;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;
import dev.keyway.catalogue.ProviderDefinition;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Problem.Severity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code providers}. */
final class ProviderReader {

  private final Reading reading;
  private final NameScope names;
  private final KeyScopes keys;

  ProviderReader(Reading reading, NameScope names, KeyScopes keys) {
    this.reading = reading;
    this.names = names;
    this.keys = keys;
  }

  /**
   * The entry, or null when it has no usable id; the rest of it has been looked at all the same.
   */
  @Nullable ConfiguredProvider read(Fields entry) {
    String id = id(entry);
    List<String> aliases = aliases(entry);
    URI baseUrl = new BaseUrlReader(reading).read(entry);
    List<SupportedSurface> surfaces = new SurfacesReader(reading).read(entry);
    boolean disabled = entry.flag("disabled", false);
    ProviderDefinition definition =
        new ProviderDefinition(
            id == null ? "unnamed" : id,
            aliases,
            baseUrl,
            new About(entry.text("display_name"), entry.text("description"), entry.uri("website")),
            new AuthReader(reading).read(entry),
            surfaces,
            new ModelsReader(reading).read(entry),
            disabled,
            entry.free("metadata"));
    List<ConfiguredProvider.ListedKey> listed =
        keys.of(id == null ? entry.place().path() : id).read(entry);
    entry.end();
    return id == null ? null : new ConfiguredProvider(definition, listed);
  }

  private @Nullable String id(Fields entry) {
    Node.Scalar given =
        Names.provider(reading, entry.required("id", "every provider needs one, such as openai"));
    if (given == null) {
      return null;
    }
    Provider builtIn = Catalogue.builtIn().provider(given.text());
    if (entry.node("base_url") == null) {
      askForAddress(entry, given, builtIn);
    }
    if (builtIn != null) {
      claimBuiltIn(entry, given, builtIn.id());
    }
    return names.claim(given.text(), entry.place(), given.place());
  }

  /** One built-in provider under two of its names is still one provider. */
  private void claimBuiltIn(Fields entry, Node.Scalar given, String builtIn) {
    String owner = names.otherOwner(builtIn, entry.place());
    if (builtIn.equalsIgnoreCase(given.text())) {
      return;
    }
    if (owner == null) {
      names.claim(builtIn, entry.place(), given.place());
    } else {
      reading.error(
          given.place(),
          "%s is the built-in provider %s, which is %s already"
              .formatted(given.text(), builtIn, owner));
    }
  }

  private List<String> aliases(Fields entry) {
    List<String> aliases = new ArrayList<>();
    for (Node.Scalar alias : entry.texts("id_aliases")) {
      if (Names.provider(reading, alias) != null) {
        aliases.add(names.claim(alias.text(), entry.place(), alias.place()));
      }
    }
    return aliases;
  }

  private void askForAddress(Fields entry, Node.Scalar given, @Nullable Provider builtIn) {
    if (builtIn == null) {
      List<String> near = Catalogue.builtIn().nearestProviders(given.text(), 1);
      reading
          .problems()
          .add(
              Severity.ERROR,
              given.place(),
              "no built-in provider has this id, and one of your own needs base_url"
                  + (near.isEmpty() ? "; built in are " + builtInIds() : ""),
              near.isEmpty() ? null : near.getFirst());
    } else if (builtIn.endpoints().isEmpty()) {
      reading.error(
          entry.place("base_url"),
          "missing; "
              + builtIn.id()
              + " runs at an address of your own, such as "
              + BaseUrlReader.example(builtIn.id()));
    }
  }

  private static String builtInIds() {
    return Catalogue.builtIn().providers().stream()
        .map(Provider::id)
        .collect(Collectors.joining(", "));
  }
}
