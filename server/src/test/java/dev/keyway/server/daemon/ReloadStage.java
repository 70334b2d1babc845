package dev.keyway.server.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A daemon whose files a test changes, and the provider it calls. */
final class ReloadStage implements AutoCloseable {

  static final String REST =
      """
      listeners: [{kind: entry, address: 127.0.0.1:0, policy: chat, require: none}]
      admin: {address: 127.0.0.1:0}
      """;

  final Path folder;
  final ScriptedProvider openAi = ScriptedProvider.start("openai");
  private final Map<String, String> environment = new HashMap<>();
  private TestDaemon daemon;

  ReloadStage(Path folder) {
    this.folder = folder;
  }

  /** Starts with this configuration, to which listeners and the provider's address are added. */
  ReloadStage start(String yaml) throws Exception {
    daemon = TestDaemon.start(folder, yaml(yaml), environment);
    return this;
  }

  /** The same with one more provider's entry. */
  ReloadStage start(String yaml, String provider) throws Exception {
    String providers =
        "providers:\n  openai: {base_url: \"%s\"}\n  %s\n".formatted(openAi.baseUrl(), provider);
    daemon = TestDaemon.start(folder, yaml + REST + providers, environment);
    return this;
  }

  String yaml(String yaml) {
    return yaml + REST + providers(openAi);
  }

  static String providers(ScriptedProvider provider) {
    return "providers: {openai: {base_url: \"%s\"}}\n".formatted(provider.baseUrl());
  }

  /** A policy of one key in a vault that marks what it sends. */
  static String policy(String mark) {
    return """
    providers: [{id: openai, api_keys: [{value: "${secrets.get('openai', 'key')}"}]}]
    headers: {x-mark: "%s", x-mark-too: "%s"}
    """
        .formatted(mark, mark);
  }

  /** Puts a file in the place of another in one step. */
  void put(String name, String text) throws IOException {
    Path fresh = Files.writeString(folder.resolve(name + ".tmp"), text);
    Files.move(
        fresh,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  TestDaemon daemon() {
    return daemon;
  }

  JsonNode ready() throws Exception {
    return TestDaemon.json(daemon.admin("GET", "/readyz"));
  }

  JsonNode await(Predicate<JsonNode> ready) throws Exception {
    Await.until(() -> ready.test(ready()));
    return ready();
  }

  /** The policy of this name in {@code /readyz}, or nothing. */
  static JsonNode policy(JsonNode ready, String name) {
    for (JsonNode policy : ready.get("policies")) {
      if (policy.get("name").asText().equals(name)) {
        return policy;
      }
    }
    return MissingNode.getInstance();
  }

  static List<String> problems(JsonNode part) {
    List<String> lines = new ArrayList<>();
    part.path("refused").path("problems").forEach(line -> lines.add(line.asText()));
    return lines;
  }

  /** Waits until the policy has another digest than this. */
  String awaitReplaced(String name, String digest) throws Exception {
    JsonNode ready =
        await(now -> {
          String is = policy(now, name).path("digest").asText();
          return !is.isEmpty() && !is.equals(digest);
        });
    return policy(ready, name).get("digest").asText();
  }

  String digest(String name) throws Exception {
    return policy(ready(), name).path("digest").asText();
  }

  /** What the provider gets for a request made now, where there is no other. */
  Received ask() throws Exception {
    int before = openAi.received().size();
    askForOk();
    return openAi.received().get(before);
  }

  /** What the provider gets for a request made now that bears this mark, others aside. */
  Received ask(String mark) throws Exception {
    int before = openAi.received().size();
    askForOk();
    List<Received> since = openAi.received();
    return since.subList(before, since.size()).stream()
        .filter(one -> mark.equals(one.header("x-mark")))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new AssertionError("no request with the mark " + mark));
  }

  private void askForOk() throws Exception {
    int status = daemon.chat("").statusCode();
    if (status != 200) {
      throw new AssertionError("status " + status);
    }
  }

  @Override
  public void close() {
    if (daemon != null) {
      daemon.close();
    }
    openAi.close();
  }
}
