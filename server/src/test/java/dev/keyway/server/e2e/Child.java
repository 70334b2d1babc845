package dev.keyway.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that a test started, with what it prints. Closing ends it, whatever it is doing. */
final class Child implements AutoCloseable {

  private final Process process;
  private final Lines out;
  private final Lines err;

  private Child(Process process, String name) {
    this.process = process;
    this.out = Lines.of(name + "'s standard output", process.getInputStream());
    this.err = Lines.of(name + "'s standard error", process.getErrorStream());
  }

  /** Starts a process with nothing on its standard input. */
  static Child start(ProcessBuilder builder) {
    Child child = interactive(builder);
    try {
      child.process.getOutputStream().close();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process that a test types to. */
  static Child interactive(ProcessBuilder builder) {
    try {
      return new Child(builder.start(), builder.command().getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Lines out() {
    return out;
  }

  Lines err() {
    return err;
  }

  long pid() {
    return process.pid();
  }

  void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, as supervisors send it. */
  void terminate() {
    process.toHandle().destroy(); // Process.destroy() would close the streams too
  }

  /** Waits until it has ended by itself. */
  Finished awaitEnd() {
    return awaitEnd(Lines.LIMIT);
  }

  /** Waits until it has ended by itself, for what takes longer than programs usually do. */
  Finished awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + out.text() + "\n" + err.text());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
    return new Finished(
        process.exitValue(), String.join("\n", out.awaitEnd()), String.join("\n", err.awaitEnd()));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** A process that has ended: its exit code and what it printed, without the last line's end. */
  record Finished(int exitCode, String out, String err) {}
}
