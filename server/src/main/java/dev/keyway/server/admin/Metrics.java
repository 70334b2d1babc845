package dev.keyway.server.admin;

import dev.keyway.record.DecisionRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What a monitoring system sees. Labels hold names of the configuration, of the catalogue and of
 * fixed lists only: no client can add one.
 */
public final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final RequestMeters requests = new RequestMeters(registry);

  /** The registry holds what it reads weakly. */
  private final List<Object> watched = new ArrayList<>();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
  }

  /** Shows how many records were dropped. */
  public void watchDroppedRecords(LongSupplier dropped) {
    watched.add(dropped);
    FunctionCounter.builder("keyway.records.dropped", dropped, LongSupplier::getAsLong)
        .description("Decision records that could not be written")
        .register(registry);
  }

  /** Shows how many requests are under way. */
  public void watchRequestsUnderWay(IntSupplier underWay) {
    Gauge.builder("keyway.requests.in.flight", underWay::getAsInt)
        .description("Requests under way")
        .register(registry);
  }

  /** Shows how many parts could not be taken in their newest version. */
  public void watchRefusedReloads(IntSupplier refused) {
    Gauge.builder("keyway.reloads.refused", refused::getAsInt)
        .description("Parts whose newest version on disk is refused, while an older one serves")
        .register(registry);
  }

  /**
   * Counts a change on disk.
   *
   * @param part what changed, from a fixed list
   * @param result {@code taken} or {@code refused}
   */
  public void countReload(String part, String result) {
    Counter.builder("keyway.reloads")
        .description("Changes on disk by what became of them")
        .tags("part", part, "result", result)
        .register(registry)
        .increment();
  }

  /** Counts a request that is over. A few look-ups; returns at once. */
  public void count(DecisionRecord record) {
    requests.count(record);
  }

  /** In Prometheus' text format, version 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }
}
