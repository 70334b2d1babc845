package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;
import dev.keyway.testkit.apisix.ApisixRecordings.Prepared;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.recorded.RecordedServer;
import dev.keyway.testkit.recorded.Recording;
import dev.keyway.testkit.recorded.Requests;
import dev.keyway.testkit.recorded.Step;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** Sends the requests of a recording through {@link ApisixPeer}, and keeps what became of them. */
final class Replay {

  /** What the recordings' upstream answers. */
  static final UpstreamAnswer UPSTREAM =
      new UpstreamAnswer(
          200,
          Headers.of(
              "Content-Type", "application/x-up",
              "Content-Length", "9",
              "Connection", "close",
              "X-Up", "upstream"),
          Lua.bytes("upstream\n"));

  /** How many requests a full backlog leaves without a connection. */
  private static final int FIND_NO_CONNECTION = 5;

  private final Recording recording;
  private final RecordedRequests requests;
  private final ApisixPeer apisix;
  private final List<Prepared> configurations;
  private final List<Integer> workers;
  private final AtomicReferenceArray<Ended> ended;

  /** A request that is over. */
  record Ended(ApisixRequest request, Outcome outcome) {}

  Replay(Recording recording, ApisixPeer apisix) {
    this.recording = recording;
    this.apisix = apisix;
    requests = new RecordedRequests(recording);
    configurations = ApisixRecordings.configurations(recording);
    workers = ApisixRecordings.workers(recording);
    ended = new AtomicReferenceArray<>(recording.requests().size());
  }

  /** Plays all of it: which of several requests at once comes first is in the steps. */
  void play(RecordedServer server, Requests groups) throws IOException {
    List<Step> steps = recording.steps();
    int count = ended.length();
    switch (recording.scenario()) {
      case "full-backlog" -> {
        groups.sendNow(each(0, count));
        groups.awaitOver(FIND_NO_CONNECTION);
        server.stopListening();
      }
      // Where the second one comes while the first one's configuration is prepared, and after.
      case "prepare-slow", "prepare-too-slow" -> playWithSecond(server, groups, 3);
      case "two-calls-at-once" -> playWithSecond(server, groups, 5);
      default -> {
        IntStream.range(0, count).forEach(i -> groups.add(each(i, i + 1)));
        server.play(steps);
      }
    }
    server.finish();
  }

  private void playWithSecond(RecordedServer server, Requests groups, int after)
      throws IOException {
    List<Step> steps = recording.steps();
    groups.add(each(0, 1));
    server.play(steps.subList(0, after));
    groups.sendNow(each(1, 2));
    server.play(steps.subList(after, steps.size()));
  }

  private List<Runnable> each(int from, int to) {
    return IntStream.range(from, to).<Runnable>mapToObj(i -> () -> send(i)).toList();
  }

  private void send(int number) {
    ApisixRequest request = requests.get(number);
    int worker = recording.scenario().contains("two-workers") ? workers.get(number) : 0;
    Outcome outcome = Outcome.PASSED;
    for (Prepared configuration : configurations(number)) {
      if (outcome instanceof Outcome.Passed) {
        request.under(configuration.context());
        outcome = ask(worker, configuration.plugin(), request);
      }
    }
    ended.set(number, new Ended(request, outcome));
  }

  private Outcome ask(int worker, ExtPlugin plugin, ApisixRequest request) {
    return plugin.name().equals(ExtPlugin.POST_RESP)
        ? apisix.askAbout(worker, plugin, request, UPSTREAM)
        : apisix.ask(worker, plugin, request);
  }

  /** Of several one follows the other with the requests, unless a request runs under both. */
  private List<Prepared> configurations(int number) {
    if (configurations.size() == 1 || recording.scenario().equals("pre-and-post-req")) {
      return configurations;
    }
    return List.of(configurations.get(number));
  }

  /** What became of the requests, in the order they were sent. */
  List<Ended> ended() {
    return IntStream.range(0, ended.length()).mapToObj(ended::get).toList();
  }
}
