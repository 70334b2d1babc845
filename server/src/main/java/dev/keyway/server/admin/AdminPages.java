package dev.keyway.server.admin;

import dev.keyway.secret.SecretRefresh;
import dev.keyway.server.records.RecentRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands behind each path of the operator's side door. */
final class AdminPages {

  private static final Pattern LAST = Pattern.compile("last=([0-9]{1,9})");
  private static final int LAST_DEFAULT = 20;

  private final Readiness readiness;
  private final Metrics metrics;
  private final RecentRecords recent;
  private final FactsPage facts;
  private final Supplier<SecretRefresh> secrets;

  AdminPages(
      Readiness readiness,
      Metrics metrics,
      RecentRecords recent,
      FactsPage facts,
      Supplier<SecretRefresh> secrets) {
    this.readiness = readiness;
    this.metrics = metrics;
    this.recent = recent;
    this.facts = facts;
    this.secrets = secrets;
  }

  AdminAnswer health() {
    return AdminAnswer.text(200, "ok");
  }

  /**
   * Whether the daemon takes requests.
   *
   * @param detailed whether the caller may know what it serves
   */
  AdminAnswer ready(boolean detailed) {
    Readiness.State state = readiness.now();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ready", state.ready());
    answer.put("state", state.phase());
    if (detailed) {
      answer.putAll(state.details().get());
      answer.put("listeners", state.listeners());
    }
    return AdminAnswer.json(state.ready() ? 200 : 503, answer);
  }

  AdminAnswer metrics() {
    return AdminAnswer.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
  }

  AdminAnswer records(@Nullable String query) {
    Matcher last = LAST.matcher(query == null ? "" : query);
    if (query != null && !last.matches()) {
      return AdminAnswer.text(
          400, "expected /records?last=N, the last N records, at most " + RecentRecords.KEPT);
    }
    int count = query == null ? LAST_DEFAULT : Integer.parseInt(last.group(1));
    return new AdminAnswer(200, "application/x-ndjson", recent.last(count));
  }

  AdminAnswer facts(@Nullable String query) {
    return facts.answer(query);
  }

  /** Reads every secret again; what can't be read keeps its value. */
  AdminAnswer refresh() {
    SecretRefresh refresh = secrets.get();
    List<String> changed = refresh.changed().stream().map(Object::toString).toList();
    Map<String, String> failures = new LinkedHashMap<>();
    refresh.failures().forEach(one -> failures.put(one.ref().toString(), one.reason()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("changed", changed);
    answer.put("failures", failures);
    return AdminAnswer.json(failures.isEmpty() ? 200 : 502, answer);
  }
}
