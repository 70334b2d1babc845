package dev.keyway.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model can do; null where it is unknown.
 *
 * @param inputModalities what it reads, such as {@code text}, {@code image}
 * @param outputModalities what it writes, such as {@code text}
 * @param features such as {@code tool-calling}
 */
public record Abilities(
    @Nullable List<String> inputModalities,
    @Nullable List<String> outputModalities,
    @Nullable List<String> features) {

  /** Nothing is known. */
  public static final Abilities UNKNOWN = new Abilities(null, null, null);

  public Abilities {
    inputModalities = copy(inputModalities);
    outputModalities = copy(outputModalities);
    features = copy(features);
  }

  Abilities over(Abilities base) {
    return new Abilities(
        Known.first(inputModalities, base.inputModalities),
        Known.first(outputModalities, base.outputModalities),
        Known.first(features, base.features));
  }

  private static @Nullable List<String> copy(@Nullable List<String> list) {
    return list == null ? null : List.copyOf(list);
  }
}
