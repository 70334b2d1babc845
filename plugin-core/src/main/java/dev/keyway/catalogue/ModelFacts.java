package dev.keyway.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a model, from the built-in data or from a policy; null where it is unknown.
 *
 * @param author who made it
 * @param displayName for people
 * @param description for people
 * @param datacenters where it runs
 */
public record ModelFacts(
    @Nullable Author author,
    @Nullable String displayName,
    @Nullable String description,
    Limits limits,
    Abilities abilities,
    Build build,
    DataHandling dataHandling,
    Pricing pricing,
    @Nullable List<Datacenter> datacenters) {

  /** Nothing is known. */
  public static final ModelFacts UNKNOWN =
      new ModelFacts(
          null,
          null,
          null,
          Limits.UNKNOWN,
          Abilities.UNKNOWN,
          Build.UNKNOWN,
          DataHandling.UNKNOWN,
          Pricing.UNKNOWN,
          null);

  public ModelFacts {
    datacenters = datacenters == null ? null : List.copyOf(datacenters);
  }

  /** The same model, made by this author. */
  ModelFacts by(Author maker) {
    return new ModelFacts(
        maker,
        displayName,
        description,
        limits,
        abilities,
        build,
        dataHandling,
        pricing,
        datacenters);
  }

  /** Fact by fact: these, and the base's where one is unknown here. */
  ModelFacts over(ModelFacts base) {
    return new ModelFacts(
        Known.first(author, base.author),
        Known.first(displayName, base.displayName),
        Known.first(description, base.description),
        limits.over(base.limits),
        abilities.over(base.abilities),
        build.over(base.build),
        dataHandling.over(base.dataHandling),
        pricing.over(base.pricing),
        Known.first(datacenters, base.datacenters));
  }
}
