package dev.keyway.testkit.apisix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.testkit.recorded.Recording;
import dev.keyway.testkit.recorded.Step;
import io.github.api7.A6.PrepareConf.Req;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** APISIX's recordings, which apisix-adapter's tests play to its server, and what is in them. */
final class ApisixRecordings {

  private static final Path FOLDER =
      Path.of(
          "..",
          "apisix-adapter",
          "src",
          "test",
          "resources",
          "dev",
          "keyway",
          "apisix",
          "recordings");

  private static final int WORKER_SHIFT = 22;

  private ApisixRecordings() {}

  static List<Recording> all() {
    return Recording.all(FOLDER);
  }

  static ApisixVersion version(Recording recording) {
    return recording.version().equals("3.9.0") ? ApisixVersion.V3_9 : ApisixVersion.V3_18;
  }

  /**
   * A configuration that was prepared.
   *
   * @param context where it is from
   */
  record Prepared(ExtPlugin plugin, ConfContext context) {}

  /** The different ones, in order; one where nothing was ever prepared. */
  static List<Prepared> configurations(Recording recording) {
    boolean degrades = recording.scenario().endsWith("degradation");
    Map<String, Prepared> byKey = new LinkedHashMap<>();
    for (Step step : recording.steps()) {
      if (step instanceof Step.Sent sent && sent.frame()[0] == Frame.PREPARE_CONF) {
        Req request = Req.getRootAsReq(Decoded.message(sent.frame()));
        byKey.put(request.key(), configuration(request, degrades));
      }
    }
    Entry entry = new Entry("steering", "{\"policy\":\"default\"}");
    ExtPlugin plugin = new ExtPlugin(ExtPlugin.POST_REQ, List.of(entry), degrades);
    ConfContext context = new ConfContext("route", "1", "100");
    return byKey.isEmpty() ? List.of(new Prepared(plugin, context)) : List.copyOf(byKey.values());
  }

  private static Prepared configuration(Req request, boolean degrades) {
    String[] key = request.key().split("#", -1);
    List<Entry> conf = Messages.entries(request.confLength(), request::conf);
    return new Prepared(
        new ExtPlugin(key[2], conf.isEmpty() ? null : conf, degrades),
        new ConfContext(key[0], key[1], key[3]));
  }

  /**
   * The worker of each request, from 0, where they come one after the other: a call's id tells. A
   * call whose token is not known is followed by another one of the same request.
   */
  static List<Integer> workers(Recording recording) {
    List<Integer> workers = new ArrayList<>();
    List<Step> steps = recording.steps();
    for (int i = 0; i + 1 < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Sent sent
          && sent.frame()[0] == Frame.HTTP_REQ_CALL
          && steps.get(i + 1) instanceof Step.Answer answer
          && answer.bytes()[0] != Frame.ERROR) {
        workers.add((int) (id(sent) >> WORKER_SHIFT));
      }
    }
    return workers;
  }

  private static long id(Step.Sent call) {
    return io.github.api7.A6.HTTPReqCall.Req.getRootAsReq(Decoded.message(call.frame())).id();
  }

  /** The variables that plugins asked for, with what they were told. */
  static Map<String, String> variables(Recording recording) {
    Map<String, String> variables = new LinkedHashMap<>();
    List<JsonNode> decoded =
        Recording.elements(recording.json().path("steps"))
            .map(step -> step.path("decoded"))
            .toList();
    for (int i = 0; i + 1 < decoded.size(); i++) {
      String name = decoded.get(i).at("/ExtraInfo.Req/var").asText();
      JsonNode result = decoded.get(i + 1).at("/ExtraInfo.Resp/result");
      if (!name.isEmpty() && result.isTextual()) {
        variables.put(name, result.asText());
      }
    }
    return variables;
  }
}
