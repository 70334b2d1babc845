package dev.keyway.testkit.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a gateway's real client code exchanged with a scripted server, and what became of the
 * requests.
 *
 * @param name of its file, without {@code .json}
 * @param json the file's whole content
 */
public record Recording(String name, JsonNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All in a folder. */
  public static List<Recording> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Recording::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path file) {
    try {
      String name = file.getFileName().toString();
      return new Recording(
          name.substring(0, name.length() - ".json".length()), JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The gateway's, such as {@code 3.9.1}. */
  public String version() {
    return json.path("version").asText();
  }

  public String scenario() {
    return json.path("scenario").asText();
  }

  /** What happened on connections, without remarks. */
  public List<Step> steps() {
    return elements(json.path("steps")).filter(step -> step.has("conn")).map(Step::read).toList();
  }

  /** The requests' outcomes, in the order they were sent. */
  public List<JsonNode> requests() {
    List<JsonNode> requests = new ArrayList<>(elements(json.at("/outcome/requests")).toList());
    requests.sort((one, other) -> one.path("i").asInt() - other.path("i").asInt());
    return requests;
  }

  /** Whether requests were sent at once; then it is not told which of them upstream saw. */
  public boolean sendsAtOnce() {
    return json.path("outcome").has("upstream_saw");
  }

  public static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public String toString() {
    return name;
  }
}
