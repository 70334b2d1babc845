package dev.keyway.server.e2e;

import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Keyway as the official clients meet it: {@code e2e/clients-keyway.yaml}, in clear text, with TLS
 * and with little patience, before providers that a {@link Director} tells what to say.
 */
final class ClientStage implements AutoCloseable {

  private final ScriptedProvider openai = ScriptedProvider.start("openai");
  private final ScriptedProvider anthropic = ScriptedProvider.start("anthropic");
  private final ScriptedProvider house = ScriptedProvider.start("house");
  private final String accessKey;
  private final String limitedKey;
  private final Path certificate;
  private final Daemon daemon;

  private ClientStage(Path folder) {
    for (String file : List.of("clients.yaml", "impatient.yaml", "clients-keyway.yaml")) {
      Stage.copy(file, folder);
    }
    certificate = copyOfServers("server.pem", folder);
    copyOfServers("server.key", folder);
    KeywayCommand command =
        Stage.withKeys(KeywayCommand.in(folder))
            .with("OPENAI_URL", openai.baseUrl().toString())
            .with("ANTHROPIC_URL", anthropic.baseUrl().toString())
            .with("HOUSE_URL", house.baseUrl().toString())
            .with("NOWHERE_URL", ScriptedProvider.refused() + "/v1");
    accessKey = command.run("keys", "create", "sdk").out();
    limitedKey = command.run("keys", "create", "limited", "--models", "gpt-4o-mini").out();
    daemon = Daemon.configured(command, "clients-keyway.yaml");
  }

  /**
   * Starts all of it.
   *
   * @param folder an empty folder
   */
  static ClientStage open(Path folder) {
    return new ClientStage(folder);
  }

  ScriptedProvider openai() {
    return openai;
  }

  ScriptedProvider anthropic() {
    return anthropic;
  }

  /** Plays the providers of the policy's own: house, down, shaky, revoked. */
  ScriptedProvider house() {
    return house;
  }

  Map<String, ScriptedProvider> providers() {
    return Map.of("openai", openai, "anthropic", anthropic, "house", house);
  }

  String accessKey() {
    return accessKey;
  }

  /** May be used for gpt-4o-mini alone. */
  String limitedKey() {
    return limitedKey;
  }

  /** What clients of {@link #secured} must trust. */
  Path certificate() {
    return certificate;
  }

  /** In clear text. */
  URI url() {
    return daemon.urls().get(0);
  }

  /** With TLS. */
  URI secured() {
    return daemon.urls().get(1);
  }

  /** Where a second is all there is. */
  URI impatient() {
    return daemon.urls().get(2);
  }

  Daemon daemon() {
    return daemon;
  }

  @Override
  public void close() {
    daemon.close();
    providers().values().forEach(ScriptedProvider::close);
  }

  private static Path copyOfServers(String name, Path folder) {
    try (InputStream in = ClientStage.class.getResourceAsStream("../config/" + name)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
