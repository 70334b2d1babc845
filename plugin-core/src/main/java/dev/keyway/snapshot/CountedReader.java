package dev.keyway.snapshot;

import dev.keyway.document.Fields;
import dev.keyway.health.FailureKind;
import dev.keyway.health.Latency;
import dev.keyway.health.Snapshot.Counted;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what was counted and measured, which keys, models and routes have in the same form. */
final class CountedReader {

  private static final double MOST_MILLIS = 24 * 3600 * 1000;
  private static final List<String> TOKENS =
      List.of("provider_input", "provider_output", "estimated_input", "estimated_output");

  Counted read(Fields fields) {
    Long requests = count(fields, "request_count");
    Map<FailureKind, Double> rates = new EnumMap<>(FailureKind.class);
    Double total = errorRates(fields.object("error_rate"), rates);
    Map<Latency, Double> means = new EnumMap<>(Latency.class);
    Map<Latency, Double> p95s = new EnumMap<>(Latency.class);
    latencies(fields.object("latency"), means, p95s);
    Map<String, Long> tokens = tokens(fields.object("token"));
    return new Counted(
        orZero(requests),
        rates,
        total == null ? sum(rates) : total,
        means,
        p95s,
        orZero(tokens.get("provider_input")),
        orZero(tokens.get("provider_output")),
        tokens.get("estimated_input"),
        tokens.get("estimated_output"));
  }

  private static Map<String, Long> tokens(@Nullable Fields fields) {
    Map<String, Long> tokens = new HashMap<>();
    if (fields != null) {
      for (String name : TOKENS) {
        Long count = count(fields, name);
        if (count != null) {
          tokens.put(name, count);
        }
      }
      fields.end();
    }
    return tokens;
  }

  static @Nullable Long count(Fields fields, String name) {
    return fields.whole(name, 0, Long.MAX_VALUE / 1024);
  }

  private static @Nullable Double errorRates(
      @Nullable Fields fields, Map<FailureKind, Double> rates) {
    if (fields == null) {
      return null;
    }
    Double total = fields.number("total", 0, 1);
    for (FailureKind kind : FailureKind.values()) {
      Double rate = fields.number(Names.of(kind), 0, 1);
      if (rate != null && rate > 0) {
        rates.put(kind, rate);
      }
    }
    fields.end();
    return total;
  }

  /** Who says only how much failed in one way means that nothing failed in another. */
  private static double sum(Map<FailureKind, Double> rates) {
    return Math.min(1.0, rates.values().stream().mapToDouble(Double::doubleValue).sum());
  }

  private static void latencies(
      @Nullable Fields fields, Map<Latency, Double> means, Map<Latency, Double> p95s) {
    if (fields == null) {
      return;
    }
    for (Latency latency : Latency.values()) {
      Double mean = fields.number(Names.mean(latency), 0, MOST_MILLIS);
      Double p95 = fields.number(Names.p95(latency), 0, MOST_MILLIS);
      if (mean != null) {
        means.put(latency, mean);
      }
      if (p95 != null) {
        p95s.put(latency, p95);
      }
    }
    fields.end();
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
