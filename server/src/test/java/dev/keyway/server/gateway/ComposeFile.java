package dev.keyway.server.gateway;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** What a compose file starts, for tests that start the same without containers. */
record ComposeFile(Map<String, Map<String, Object>> services) {

  static ComposeFile read(Path file) throws IOException {
    Map<String, Map<String, Map<String, Object>>> parts = new Yaml().load(Files.readString(file));
    return new ComposeFile(parts.get("services"));
  }

  /** The variables of a service. */
  Map<String, String> environment(String service) {
    Map<String, String> environment = new HashMap<>();
    if (services.get(service).get("environment") instanceof Map<?, ?> variables) {
      variables.forEach((name, value) -> environment.put(name.toString(), value.toString()));
    }
    return environment;
  }

  /** The scripted provider of a service, at a port that the system chooses. */
  ScriptedProvider provider(String service) {
    List<?> command = (List<?>) services.get(service).get("command");
    ScriptedProvider provider = ScriptedProvider.start(command.getFirst().toString());
    for (Object reply : command.subList(2, command.size())) {
      String[] keyAndStatus = reply.toString().split("=", -1);
      provider.whenKey(keyAndStatus[0]).always(answer(keyAndStatus[1]));
    }
    return provider;
  }

  /** The port that the provider of a service has there. */
  String port(String service) {
    return ((List<?>) services.get(service).get("command")).get(1).toString();
  }

  private static Answer answer(String status) {
    if (!status.equals("429")) {
      throw new IllegalArgumentException("only 429 is known here");
    }
    return OpenAi.rateLimited();
  }
}
