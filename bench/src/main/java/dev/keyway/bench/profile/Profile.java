package dev.keyway.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * {@code Profile FILE}: prints what a recording of the JDK's Flight Recorder holds, a line each,
 * its parts between tabs: {@code room}, {@code method} or {@code called}, the name, and how many
 * samples fell there; {@code stop}, why the JVM stood still, how often, and how long in all and at
 * most, in microseconds.
 *
 * <p>Samples are those of processor time ({@code jdk.CPUTimeSample}, from JDK 25 on), else of
 * running Java code ({@code jdk.ExecutionSample}), which knows of no system calls.
 */
public final class Profile {

  private static final String BY_PROCESSOR_TIME = "jdk.CPUTimeSample";
  private static final String BY_CLOCK = "jdk.ExecutionSample";
  private static final String STOP = "jdk.ExecuteVMOperation";

  private final Samples byProcessorTime = new Samples();
  private final Samples byClock = new Samples();
  private final Map<String, Stops> stops = new TreeMap<>();

  /** How often and how long the JVM stood still for one kind of work. */
  private record Stops(int count, Duration all, Duration longest) {

    Stops and(Stops other) {
      return new Stops(
          count + other.count,
          all.plus(other.all),
          longest.compareTo(other.longest) < 0 ? other.longest : longest);
    }
  }

  private Profile() {}

  public static void main(String[] args) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(Path.of(args[0]))) {
      while (recording.hasMoreEvents()) {
        profile.add(recording.readEvent());
      }
    }
    profile.print();
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case BY_PROCESSOR_TIME -> byProcessorTime.add(stack(event));
      case BY_CLOCK -> byClock.add(stack(event));
      case STOP -> {
        if (event.getBoolean("safepoint")) {
          Duration time = event.getDuration();
          stops.merge(event.getString("operation"), new Stops(1, time, time), Stops::and);
        }
      }
      default -> {}
    }
  }

  private static List<Frame> stack(RecordedEvent event) {
    return event.getStackTrace() == null
        ? List.of()
        : event.getStackTrace().getFrames().stream().map(Frame::of).toList();
  }

  private void print() {
    Samples samples = byProcessorTime.rooms().isEmpty() ? byClock : byProcessorTime;
    print("room", samples.rooms());
    print("method", samples.methods());
    print("called", samples.withCalled());
    stops.forEach(
        (why, stop) -> line("stop", why, stop.count(), micros(stop.all()), micros(stop.longest())));
  }

  private static void print(String kind, Map<String, Integer> counts) {
    counts.forEach((name, count) -> line(kind, name, count));
  }

  private static void line(Object... parts) {
    System.out.println(String.join("\t", Arrays.stream(parts).map(String::valueOf).toList()));
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1000;
  }
}
