package dev.keyway.catalogue;

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
    Map<String, Object> metadata) {

  public Model {
    aliases = List.copyOf(aliases);
    inputModalities = List.copyOf(inputModalities);
    outputModalities = List.copyOf(outputModalities);
    features = List.copyOf(features);
    unsupportedParams = Set.copyOf(unsupportedParams);
    metadata = Map.copyOf(metadata);
  }
}
