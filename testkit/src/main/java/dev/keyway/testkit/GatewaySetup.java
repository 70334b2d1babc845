package dev.keyway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a gateway and the Keyway behind it are started with.
 *
 * @param folder holds the policies' files and the key of signed contexts; more may be put there
 * @param routes the gateway's routes
 * @param consumers whom the gateway knows
 * @param policies the names of the policies; each is a file {@code NAME.yaml} in the folder
 * @param environment variables that the policies' secrets are in
 */
public record GatewaySetup(
    Path folder,
    List<Route> routes,
    List<Consumer> consumers,
    List<String> policies,
    Map<String, String> environment) {

  public GatewaySetup {
    routes = List.copyOf(routes);
    consumers = List.copyOf(consumers);
    policies = List.copyOf(policies);
    environment = Map.copyOf(environment);
  }

  /** The daemon's configuration for them, to which listeners and gateways are to be added. */
  public String keywayYaml() {
    String files =
        policies.stream()
            .map(name -> name + ": " + name + ".yaml")
            .collect(Collectors.joining(", "));
    return """
    policies: {%s}
    context: {key_files: [%s]}
    """
        .formatted(files, ContextKey.FILE);
  }

  /** Where the file of a policy is. */
  public Path file(String policy) {
    return folder.resolve(policy + ".yaml");
  }

  /** Puts another policy in the place of one, in one step. */
  public void replacePolicy(String name, String yaml) {
    try {
      Path fresh = Files.writeString(folder.resolve(name + ".tmp"), yaml);
      Files.move(
          fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
