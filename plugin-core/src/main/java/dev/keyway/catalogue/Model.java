package dev.keyway.catalogue;

import dev.keyway.request.Surface;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model at one provider: what is known of it, and what a policy makes of it.
 *
 * @param id the provider's own id: what is sent upstream
 * @param aliases other names clients may use
 * @param facts what is known of it
 * @param kind what it is made for, or null when unknown
 * @param retires the day from which its provider no longer serves it, or null when none is
 *     announced
 * @param unsupportedParams top-level body fields removed before the request is sent
 * @param disabled whether a policy has switched it off
 * @param origin where what is known of it comes from
 * @param metadata free data of the policy
 */
public record Model(
    String id,
    List<String> aliases,
    ModelFacts facts,
    @Nullable ModelKind kind,
    @Nullable LocalDate retires,
    Set<String> unsupportedParams,
    boolean disabled,
    Origin origin,
    Map<String, Object> metadata) {

  public Model {
    aliases = List.copyOf(aliases);
    unsupportedParams = Set.copyOf(unsupportedParams);
    metadata = Map.copyOf(metadata);
  }

  /** A model of which only the name is known, as a client may ask a provider for. */
  public static Model unknown(String id) {
    return new Model(
        id, List.of(), ModelFacts.UNKNOWN, null, null, Set.of(), false, Origin.UNKNOWN, Map.of());
  }

  /** Whether a policy lists it (as against the built-in data alone). */
  public boolean configured() {
    return origin.configured();
  }

  /** Whether the built-in data or a policy knows it. */
  public boolean known() {
    return origin != Origin.UNKNOWN;
  }

  /** Whether a policy lists it and the built-in data does not know it. */
  public boolean custom() {
    return origin == Origin.CUSTOM;
  }

  /** Who made the model, or null when unknown. */
  public @Nullable Author author() {
    return facts.author();
  }

  /** The id of who made the model, or null when unknown. */
  public @Nullable String authorId() {
    Author author = facts.author();
    return author == null ? null : author.id();
  }

  /** For people: its id where nothing better is known. */
  public String displayName() {
    return Objects.requireNonNullElse(facts.displayName(), id);
  }

  /** For people, or null when there is none. */
  public @Nullable String description() {
    return facts.description();
  }

  /** Tokens of input and output together, or null when unknown. */
  public @Nullable Long contextWindow() {
    return facts.limits().contextWindow();
  }

  /** The provider's limit to an answer in tokens, or null when unknown. */
  public @Nullable Long maxOutputTokens() {
    return facts.limits().maxOutputTokens();
  }

  /** What it reads, such as {@code text}, {@code image}; null when unknown. */
  public @Nullable List<String> inputModalities() {
    return facts.abilities().inputModalities();
  }

  /** What it writes, such as {@code text}; null when unknown. */
  public @Nullable List<String> outputModalities() {
    return facts.abilities().outputModalities();
  }

  /**
   * Whether it is made for requests of this surface: by its kind, else by what it writes. One of
   * which neither is known is taken to write text and nothing else: vectors of a model that
   * happened to answer would spoil an index unseen.
   */
  public boolean madeFor(Surface surface) {
    if (kind != null) {
      return kind.answers(surface);
    }
    List<String> writes = Objects.requireNonNullElse(outputModalities(), List.of());
    return writes.isEmpty()
        ? surface.outputModality().equals("text")
        : writes.contains(surface.outputModality());
  }

  /** Such as {@code tool-calling}; null when unknown. */
  public @Nullable List<String> features() {
    return facts.abilities().features();
  }

  /** How many parameters it has, or null when unknown. */
  public @Nullable Long parameterCount() {
    return facts.build().parameterCount();
  }

  /** Such as {@code fp8}, or null when unknown. */
  public @Nullable String quantization() {
    return facts.build().quantization();
  }

  /** What becomes of the data sent to it. */
  public DataHandling dataHandling() {
    return facts.dataHandling();
  }

  /** What it costs. */
  public Pricing pricing() {
    return facts.pricing();
  }

  /** Where it runs, or null when unknown. */
  public @Nullable List<Datacenter> datacenters() {
    return facts.datacenters();
  }
}
