package dev.keyway.catalogue;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What people read of a provider; null where nobody said it.
 *
 * @param displayName its name
 * @param description a sentence on it
 * @param website where to read more
 */
public record About(
    @Nullable String displayName, @Nullable String description, @Nullable URI website) {

  /** Nobody said anything. */
  public static final About NOTHING = new About(null, null, null);

  /** What is known where no policy says more: the name. */
  static About named(String displayName) {
    return new About(displayName, null, null);
  }

  About over(About base) {
    return new About(
        Known.first(displayName, base.displayName),
        Known.first(description, base.description),
        Known.first(website, base.website));
  }
}
