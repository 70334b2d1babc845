package dev.keyway.server.daemon;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon finds around it.
 *
 * @param environment a variable's value by its name, or null
 * @param clock the time
 * @param output what counts as standard output, for records
 */
public record Surroundings(
    Function<String, @Nullable String> environment, InstantSource clock, OutputStream output) {

  /** Those of this process. */
  public static Surroundings ofProcess() {
    // Not System.out, which swallows failures to write.
    return new Surroundings(
        System::getenv, InstantSource.system(), new FileOutputStream(FileDescriptor.out));
  }
}
