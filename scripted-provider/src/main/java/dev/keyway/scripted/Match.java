package dev.keyway.scripted;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a script is for. Null accepts everything.
 *
 * @param key the provider key presented
 * @param path the path without query
 * @param model the model asked for
 */
public record Match(@Nullable String key, @Nullable String path, @Nullable String model) {

  /** Every request. */
  public static Match any() {
    return new Match(null, null, null);
  }

  /** Of these, those with this key. */
  public Match key(String key) {
    return new Match(key, path, model);
  }

  /** Of these, those to this path. */
  public Match path(String path) {
    return new Match(key, path, model);
  }

  /** Of these, those for this model. */
  public Match model(String model) {
    return new Match(key, path, model);
  }

  boolean accepts(Received request) {
    return (key == null || key.equals(request.key()))
        && (path == null || path.equals(request.path()))
        && (model == null || model.equals(request.model()));
  }

  long conditions() {
    return Stream.of(key, path, model).filter(Objects::nonNull).count();
  }

  @Override
  public String toString() {
    return "Match["
        + (key == null ? "any key" : "one key")
        + ", path="
        + path
        + ", model="
        + model
        + "]";
  }
}
