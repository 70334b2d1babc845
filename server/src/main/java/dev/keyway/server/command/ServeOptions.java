package dev.keyway.server.command;

import dev.keyway.server.config.Overrides;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code serve} is told on the command line; a policy or a configuration's file is among it.
 *
 * @param config the configuration's file, or null: there is none
 * @param overrides what has precedence over it
 */
record ServeOptions(@Nullable Path config, Overrides overrides) {

  /** The only value of {@code --require}. */
  static final String NO_KEY = "none";
}
