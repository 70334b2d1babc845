package dev.keyway.server.warm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The daemon that the JVM learns from: a process of its own, started as users start one, so that
 * the cache holds what a daemon needs and nothing of what plays with it.
 */
final class Trainee implements AutoCloseable {

  /** Read by the launcher: the file the JVM writes when the daemon ends. */
  private static final String TRAINING = "KEYWAY_TRAINING";

  private static final Pattern READY =
      Pattern.compile("keyway is ready: (http://\\S+) .*, admin (http://\\S+)");

  /**
   * Written in one word, it is picocli's to read, and so the JVM looks at the jars again at each
   * start: it does not where all of the program's classes could go into the cache (JDK 25).
   */
  private static final String CONFIG = "--config=keyway.yaml";

  /** What a program needs of its surroundings; an operator's secrets are not among it. */
  private static final Set<String> KEPT =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "KEYWAY_DIST", "KEYWAY_JAVA_OPTS");

  /** A loaded machine with one processor writes a cache in half a minute. */
  private static final long LONGEST_END_SECONDS = 300;

  private final Process process;
  private final URI url;
  private final URI admin;

  private Trainee(Process process, URI url, URI admin) {
    this.process = process;
    this.url = url;
    this.admin = admin;
  }

  /**
   * Starts it on free ports of the loopback and returns when it is ready.
   *
   * @param folder has keyway.yaml, policy.yaml and access-keys.json
   * @param cache what is written when it ends
   */
  static Trainee start(Path launcher, Path folder, Path cache, URI openai, URI anthropic)
      throws IOException, WarmException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    launcher.toString(),
                    "serve",
                    CONFIG,
                    "--provider-url",
                    "openai=" + openai,
                    "--provider-url",
                    "anthropic=" + anthropic))
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(folder.resolve("policy.yaml").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.putAll(Rehearsal.KEYS);
    environment.put("KEYWAY_JAVA_HOME", System.getProperty("java.home"));
    environment.put(TRAINING, cache.toString());
    Process process = builder.start();
    try {
      return ready(process);
    } catch (IOException | WarmException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Trainee ready(Process process) throws IOException, WarmException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        Thread.ofVirtual().start(() -> skip(lines));
        return new Trainee(process, URI.create(ready.group(1)), URI.create(ready.group(2)));
      }
      said.append('\n').append(line);
    }
    throw new WarmException("the daemon did not start:" + said);
  }

  /** So that a full pipe does not stop it. */
  private static void skip(BufferedReader lines) {
    try (lines) {
      while (lines.readLine() != null) {}
    } catch (IOException e) {
      // It has ended.
    }
  }

  /** Where clients come in. */
  URI url() {
    return url;
  }

  /** Where an operator looks. */
  URI admin() {
    return admin;
  }

  /** Ends it in order, which is when the JVM writes, and waits for that. */
  void end() throws WarmException, InterruptedException {
    process.toHandle().destroy(); // Process.destroy() would close its streams too
    if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
      throw new WarmException(
          "the JVM was not done writing after " + LONGEST_END_SECONDS + " seconds");
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
