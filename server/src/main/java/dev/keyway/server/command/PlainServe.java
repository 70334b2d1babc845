package dev.keyway.server.command;

import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.Overrides.AdminAt;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.config.RecordsConfig.Target;
import dev.keyway.server.daemon.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code serve} without the command line's library, where nothing is wrong with what it was told: a
 * start takes a fifth less time (RATIONALE.md). Whatever is out of the ordinary (help, a mistake,
 * an option twice) is left to {@link ServeCommand}, which describes the options.
 */
public final class PlainServe {

  private static final String PROVIDER_URL = "--provider-url";

  /** Whether all was understood so far. */
  private boolean clear = true;

  private final Set<String> seen = new HashSet<>();
  private @Nullable Path policy;
  private @Nullable Path config;
  private @Nullable HostAndPort listen;
  private @Nullable AdminAt admin;
  private boolean requireNone;
  private @Nullable Path accessKeys;
  private @Nullable Target records;
  private boolean ignoreHostActions;
  private final List<ProviderAddress> providers = new ArrayList<>();

  private PlainServe() {}

  /** Runs the daemon if all is clear and returns the exit code; null: it is not. */
  public static @Nullable Integer run(String[] arguments) {
    ServeOptions options = read(arguments);
    if (options == null) {
      return null;
    }
    Console console = Console.ofProcess();
    try {
      return DaemonRun.untilStopped(options, Surroundings.ofProcess(), console);
    } catch (CommandFailure | InterruptedException | RuntimeException e) {
      return Failures.tell(e, console.err());
    }
  }

  /** What the arguments say, or null: look closer. */
  static @Nullable ServeOptions read(String... arguments) {
    Iterator<String> rest = List.of(arguments).iterator();
    if (!rest.hasNext() || !rest.next().equals("serve")) {
      return null;
    }
    PlainServe serve = new PlainServe();
    while (serve.clear && rest.hasNext()) {
      serve.take(rest.next(), rest);
    }
    boolean given = serve.policy != null || serve.config != null;
    return serve.clear && given ? serve.options() : null;
  }

  private void take(String argument, Iterator<String> rest) {
    if (!argument.startsWith("-")) {
      clear = policy == null && !argument.isEmpty();
      policy = Path.of(argument);
    } else if (!seen.add(argument) && !argument.equals(PROVIDER_URL)) {
      clear = false;
    } else if (argument.equals("--ignore-host-actions")) {
      ignoreHostActions = true;
    } else {
      set(argument, rest.hasNext() ? rest.next() : "");
    }
  }

  private void set(String name, String value) {
    if (value.isEmpty() || (value.startsWith("-") && !value.equals("-"))) {
      clear = false;
      return;
    }
    switch (name) {
      case "--config" -> config = Path.of(value);
      case "--listen" -> listen = sure(HostAndPort.parse(value));
      case "--admin" -> admin = sure(AdminAt.parse(value));
      case "--require" -> {
        requireNone = value.equals(ServeOptions.NO_KEY);
        clear = requireNone;
      }
      case "--access-keys" -> accessKeys = Path.of(value);
      case "--records" -> records = Target.parse(value);
      case PROVIDER_URL -> addProvider(value);
      default -> clear = false;
    }
  }

  private <T> @Nullable T sure(@Nullable T value) {
    clear = value != null;
    return value;
  }

  private void addProvider(String text) {
    try {
      providers.add(ProviderAddress.parse(text));
    } catch (IllegalArgumentException e) {
      clear = false;
    }
  }

  private ServeOptions options() {
    return new ServeOptions(
        config,
        new Overrides(
            policy == null ? null : PolicyFile.of(policy),
            listen,
            requireNone,
            admin,
            accessKeys,
            records,
            ignoreHostActions,
            providers));
  }
}
