package dev.keyway.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model at one provider.
 *
 * @param id the provider's own id: what is sent upstream
 * @param aliases other names clients may use
 * @param authorId who made the model, or null when unknown
 * @param displayName for people
 * @param description for people, may be empty
 * @param contextWindow tokens of input and output together, or null when unknown
 * @param maxOutputTokens the provider's limit, or null when unknown
 * @param inputModalities such as {@code text}, {@code image}
 * @param outputModalities such as {@code text}
 * @param features such as {@code tool-calling}
 * @param unsupportedParams top-level body fields removed before the request is sent
 * @param disabled whether a policy has switched it off
 * @param configured whether a policy lists it (as against the catalogue alone)
 * @param metadata free data of the policy
 * @param kind what it is made for, or null when unknown
 * @param retires the day from which its provider no longer serves it, or null when none is
 *     announced
 */
public record Model(
    String id,
    List<String> aliases,
    @Nullable String authorId,
    String displayName,
    String description,
    @Nullable Long contextWindow,
    @Nullable Long maxOutputTokens,
    List<String> inputModalities,
    List<String> outputModalities,
    List<String> features,
    Set<String> unsupportedParams,
    boolean disabled,
    boolean configured,
    Map<String, Object> metadata,
    @Nullable ModelKind kind,
    @Nullable LocalDate retires) {

  public Model {
    aliases = List.copyOf(aliases);
    inputModalities = List.copyOf(inputModalities);
    outputModalities = List.copyOf(outputModalities);
    features = List.copyOf(features);
    unsupportedParams = Set.copyOf(unsupportedParams);
    metadata = Map.copyOf(metadata);
  }

  /** A model of which neither kind nor end is known. */
  public Model(
      String id,
      List<String> aliases,
      @Nullable String authorId,
      String displayName,
      String description,
      @Nullable Long contextWindow,
      @Nullable Long maxOutputTokens,
      List<String> inputModalities,
      List<String> outputModalities,
      List<String> features,
      Set<String> unsupportedParams,
      boolean disabled,
      boolean configured,
      Map<String, Object> metadata) {
    this(
        id,
        aliases,
        authorId,
        displayName,
        description,
        contextWindow,
        maxOutputTokens,
        inputModalities,
        outputModalities,
        features,
        unsupportedParams,
        disabled,
        configured,
        metadata,
        null,
        null);
  }

  /** A model of which only the name is known, as a client may ask a provider for. */
  public static Model unknown(String id) {
    return new Model(
        id, List.of(), null, id, "", null, null, List.of(), List.of(), List.of(), Set.of(), false,
        false, Map.of());
  }
}
