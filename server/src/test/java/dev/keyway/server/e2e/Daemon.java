package dev.keyway.server.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.server.e2e.Child.Finished;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code keyway serve}. Its records are what it prints. */
final class Daemon implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("keyway is ready: .*, admin (http://\\S+)");
  private static final Pattern DOOR = Pattern.compile("(https?://\\S+) \\(");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Child child;
  private final List<URI> urls;
  private final URI admin;

  private Daemon(Child child, List<URI> urls, URI admin) {
    this.child = child;
    this.urls = urls;
    this.admin = admin;
  }

  /** Starts it on free ports and returns when it says that it is ready. */
  static Daemon serve(KeywayCommand command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("serve"));
    all.addAll(arguments);
    all.addAll(List.of("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
    return ready(command.start(all));
  }

  /** Starts it as a file says, which has all its ports, and returns when it says it is ready. */
  static Daemon configured(KeywayCommand command, String file) {
    return ready(command.start(List.of("serve", "--config", file)));
  }

  private static Daemon ready(Child child) {
    try {
      Matcher ready = READY.matcher(child.err().await(line -> READY.matcher(line).matches()));
      if (!ready.matches()) {
        throw new IllegalStateException("no ready line");
      }
      List<URI> urls =
          DOOR.matcher(ready.group()).results().map(door -> URI.create(door.group(1))).toList();
      return new Daemon(child, urls, URI.create(ready.group(1)));
    } catch (AssertionError | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  /** Where clients come in. */
  URI url() {
    return urls.getFirst();
  }

  /** The same, one for each listener. */
  List<URI> urls() {
    return urls;
  }

  /** Where the operator looks. */
  URI admin() {
    return admin;
  }

  Child child() {
    return child;
  }

  /** The decision records so far, as soon as there are so many. */
  List<JsonNode> awaitRecords(int count) {
    return child.out().await(count).stream().map(Daemon::json).toList();
  }

  /** The record of the request with this {@code x-keyway-id}, as soon as it is there. */
  JsonNode awaitRecord(String id) {
    return json(child.out().await(line -> json(line).path("id").asText().equals(id)));
  }

  /** Ends it as a supervisor would. */
  Finished terminate() {
    child.terminate();
    return child.awaitEnd();
  }

  @Override
  public void close() {
    child.close();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
