package dev.keyway.server.explain;

import dev.keyway.explain.Plan;
import dev.keyway.explain.ShownRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the attempts would send: those that differ in nothing but the key are shown once. */
final class RequestsText {

  private static final int LONGEST_BODY = 2000;
  private static final int MOST = 6;

  private final Map<ShownRequest, List<Plan.Attempt>> alike = new LinkedHashMap<>();

  RequestsText(List<Plan.Attempt> attempts) {
    attempts.forEach(
        attempt -> alike.computeIfAbsent(attempt.request(), any -> new ArrayList<>()).add(attempt));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    alike.entrySet().stream()
        .limit(MOST)
        .forEach(same -> {
          ShownRequest request = same.getKey();
          List<Plan.Attempt> attempts = same.getValue();
          lines.add("");
          lines.add("Sent as " + numbers(attempts));
          lines.addAll(lines(request));
        });
    if (alike.size() > MOST) {
      lines.add("");
      lines.add("… and " + (alike.size() - MOST) + " more that differ; --json has them");
    }
    return lines;
  }

  private static String numbers(List<Plan.Attempt> attempts) {
    return attempts.stream()
        .map(attempt -> String.valueOf(attempt.number()))
        .collect(Collectors.joining(", "));
  }

  private static List<String> lines(ShownRequest request) {
    List<String> lines = new ArrayList<>();
    lines.add("  " + request.method() + " " + Printable.line(request.url()));
    request
        .headers()
        .forEach(field -> lines.add("  " + Printable.line(field.name() + ": " + field.value())));
    lines.add("  " + Printable.line(shortened(request.body())));
    if (!request.strippedParams().isEmpty()) {
      lines.add(
          "  (left out for this model: "
              + Printable.line(String.join(", ", request.strippedParams()))
              + ")");
    }
    if (!request.addedParams().isEmpty()) {
      lines.add(
          "  (added, for the policy needs to know what was used: "
              + Printable.line(String.join(", ", request.addedParams()))
              + ")");
    }
    return lines;
  }

  private static String shortened(String body) {
    return body.length() <= LONGEST_BODY
        ? body
        : body.substring(0, LONGEST_BODY)
            + "… ("
            + (body.length() - LONGEST_BODY)
            + " more characters; --json has them)";
  }
}
