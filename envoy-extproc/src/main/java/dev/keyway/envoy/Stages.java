package dev.keyway.envoy;

import dev.keyway.Defect;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who talks with a filter, by where it stands. */
final class Stages {

  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final Supplier<EnvoyServing> serving;
  private final InstantSource clock;
  private final Flights flights = new Flights();

  Stages(Supplier<EnvoyServing> serving, InstantSource clock) {
    this.serving = serving;
    this.clock = clock;
  }

  /** Settles what was passed on while nobody watched: to be called now and then. */
  void settleUnwatched() {
    try {
      flights.settleUnwatched(clock.instant());
    } catch (RuntimeException defect) {
      LOG.error("Envoy's requests could not be settled: {}", Defect.place(defect));
    }
  }

  /** Settles what is being passed on, since nobody talks here any more. */
  void close() {
    flights.close();
  }

  Conversation conversation(FilterSettings settings) {
    return switch (settings.stage()) {
      case RELAY ->
          new RelayStage(serving.get(), settings, Objects.requireNonNull(settings.policy()), clock);
      case PLAN ->
          new PlanStage(
              serving.get(), settings, Objects.requireNonNull(settings.policy()), flights, clock);
      case ATTEMPT -> new AttemptStage(flights, serving.get(), settings.filledIn(), clock);
      case USAGE -> new UsageStage(flights, settings.filledIn().flight());
    };
  }
}
