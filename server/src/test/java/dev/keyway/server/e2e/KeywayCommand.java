package dev.keyway.server.e2e;

import dev.keyway.server.e2e.Child.Finished;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code ./keyway} as somebody calls it: from a folder, with an environment.
 *
 * @param folder where it is called
 * @param environment variables beyond those that any program needs
 */
record KeywayCommand(Path folder, Map<String, String> environment) {

  static KeywayCommand in(Path folder) {
    return new KeywayCommand(folder, Map.of());
  }

  KeywayCommand with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new KeywayCommand(folder, more);
  }

  /** Runs it to its end. */
  Finished run(String... arguments) {
    try (Child child = start(List.of(arguments))) {
      return child.awaitEnd();
    }
  }

  /** Starts it and leaves it running. */
  Child start(List<String> arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(Checkout.launcher().toString()), arguments.stream()).toList());
    prepare(builder);
    return Child.start(builder);
  }

  /**
   * Gives a process folder and environment: nothing of this machine's owner, and the distribution
   * that was packaged with these tests.
   */
  void prepare(ProcessBuilder builder) {
    builder.directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
    variables.put("KEYWAY_JAVA_HOME", System.getProperty("java.home"));
    variables.put("KEYWAY_DIST", Checkout.distribution().toString());
    variables.putAll(environment);
  }

  /** Where the JDK that runs it keeps its tools. */
  static File jdkTool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toFile();
  }
}
