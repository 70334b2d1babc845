package dev.keyway.server.e2e;

import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keyway between clients and three providers, with the policy {@code e2e/policy.yaml} and one
 * access key, made as the manual says.
 */
final class Stage implements AutoCloseable {

  static final String PRIMARY = "sk-e2e-openai-primary";
  static final String BACKUP = "sk-e2e-openai-backup";
  static final String GOOGLE = "e2e-google-key";
  static final String ANTHROPIC = "sk-ant-e2e-key";

  private final Providers providers;
  private final KeywayCommand command;
  private final String accessKey;
  private final Daemon daemon;

  private Stage(Providers providers, KeywayCommand command, String accessKey, Daemon daemon) {
    this.providers = providers;
    this.command = command;
    this.accessKey = accessKey;
    this.daemon = daemon;
  }

  /**
   * Starts all of it.
   *
   * @param folder an empty folder
   */
  static Stage open(Path folder) {
    return open(folder, "policy.yaml", List.of());
  }

  /**
   * Starts all of it.
   *
   * @param policy a resource of {@code e2e}
   * @param more further arguments for {@code serve}
   */
  static Stage open(Path folder, String policy, List<String> more) {
    KeywayCommand command = withKeys(KeywayCommand.in(folder));
    copy(policy, folder);
    String accessKey = command.run("keys", "create", "e2e").out();
    Providers providers = Providers.start();
    List<String> arguments = new ArrayList<>(List.of(policy));
    arguments.addAll(providers.arguments());
    arguments.addAll(more);
    try {
      return new Stage(providers, command, accessKey, Daemon.serve(command, arguments));
    } catch (AssertionError | RuntimeException e) {
      providers.close();
      throw e;
    }
  }

  /** The environment in which the policy's secrets are set. */
  static KeywayCommand withKeys(KeywayCommand command) {
    return command
        .with("OPENAI_PRIMARY_KEY", PRIMARY)
        .with("OPENAI_BACKUP_KEY", BACKUP)
        .with("GOOGLE_KEY", GOOGLE)
        .with("ANTHROPIC_KEY", ANTHROPIC);
  }

  /** Puts a resource of {@code e2e} into a folder. */
  static void copy(String resource, Path folder) {
    try (var in = Stage.class.getResourceAsStream("/e2e/" + resource)) {
      Files.write(folder.resolve(resource), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ScriptedProvider openai() {
    return providers.openai();
  }

  ScriptedProvider google() {
    return providers.google();
  }

  ScriptedProvider anthropic() {
    return providers.anthropic();
  }

  /** To call {@code keyway} where the daemon runs. */
  KeywayCommand command() {
    return command;
  }

  /** What a client must carry. */
  String accessKey() {
    return accessKey;
  }

  Daemon daemon() {
    return daemon;
  }

  @Override
  public void close() {
    daemon.close();
    providers.close();
  }

  /** The providers, each on a port of its own. */
  record Providers(ScriptedProvider openai, ScriptedProvider google, ScriptedProvider anthropic)
      implements AutoCloseable {

    static Providers start() {
      return new Providers(
          ScriptedProvider.start("openai"),
          ScriptedProvider.start("google"),
          ScriptedProvider.start("anthropic"));
    }

    /** What leads {@code serve} to them. */
    List<String> arguments() {
      return List.of(
          "--provider-url", "openai=" + openai.baseUrl(),
          "--provider-url", "google=" + google.baseUrl(),
          "--provider-url", "anthropic=" + anthropic.baseUrl());
    }

    @Override
    public void close() {
      openai.close();
      google.close();
      anthropic.close();
    }
  }
}
