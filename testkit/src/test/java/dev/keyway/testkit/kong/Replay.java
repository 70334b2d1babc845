package dev.keyway.testkit.kong;

import dev.keyway.testkit.recorded.Recording;
import dev.keyway.testkit.recorded.Requests;
import dev.keyway.testkit.recorded.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** Sends the requests of a recording through {@link KongPeer}, and keeps what became of them. */
final class Replay {

  /** Where no server was ever asked. */
  private static final PluginEntity SOME =
      new PluginEntity(
          "0d9f6c1e-2b3a-4c5d-8e7f-123456789abc",
          "steering",
          null,
          PluginEntity.Scope.GLOBAL,
          Map.of("policy", "default"));

  private final Recording recording;
  private final RecordedRequests requests;
  private final KongPeer kong;
  private final List<PluginEntity> plugins;
  private final List<Integer> workers;
  private final AtomicReferenceArray<Ended> ended;

  /** A request that is over. */
  record Ended(KongRequest request, Outcome outcome) {}

  Replay(Recording recording, RecordedRequests requests, KongPeer kong) {
    this.recording = recording;
    this.requests = requests;
    this.kong = kong;
    List<PluginEntity> recorded = KongRecordings.plugins(recording);
    plugins = recorded.isEmpty() ? List.of(SOME) : recorded;
    workers = workers();
    ended = new AtomicReferenceArray<>(recording.requests().size());
  }

  /** The worker of each request, from 0: where there are two, each has one connection. */
  private List<Integer> workers() {
    List<Integer> workers = new ArrayList<>();
    for (Step step : recording.steps()) {
      if (step instanceof Step.Sent sent
          && Decoded.isCall(sent)
          && Message.parse(sent.payload()).stringOrNull(36) != null) {
        workers.add(sent.connection() - 1);
      }
    }
    return workers;
  }

  /** Adds all requests, in groups that are sent at once. */
  void addTo(Requests groups) {
    int count = ended.length();
    if (!recording.sendsAtOnce()) {
      IntStream.range(0, count).forEach(i -> groups.add(each(i, i + 1)));
    } else if (recording.scenario().equals("full-backlog")) {
      groups.add(each(0, 1));
      groups.add(each(1, count));
    } else {
      groups.add(each(0, count));
    }
  }

  private List<Runnable> each(int from, int to) {
    return IntStream.range(from, to).<Runnable>mapToObj(i -> () -> send(i)).toList();
  }

  /** Where plugins differ, the next request comes after the change. */
  private void send(int number) {
    PluginEntity plugin = plugins.get(plugins.size() > 1 ? number : 0);
    if (plugins.size() > 1) {
      kong.configure(List.of(plugin));
    }
    if (!recording.steps().isEmpty()) {
      kong.awaitReady();
    }
    int worker = recording.scenario().startsWith("two-workers") ? workers.get(number) : 0;
    KongRequest request = requests.get(number);
    ended.set(number, new Ended(request, kong.access(worker, plugin, request)));
  }

  /** Puts the plugins there before the first request. */
  void configure() {
    kong.configure(List.of(plugins.getFirst()));
  }

  /** What became of the requests, in the order they were sent. */
  List<Ended> ended() {
    return IntStream.range(0, ended.length()).mapToObj(ended::get).toList();
  }
}
