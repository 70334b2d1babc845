package dev.keyway.envoy;

import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/** Who talks with a filter, by where it stands. */
final class Stages {

  private final Supplier<EnvoyServing> serving;
  private final InstantSource clock;
  private final Flights flights = new Flights();

  Stages(Supplier<EnvoyServing> serving, InstantSource clock) {
    this.serving = serving;
    this.clock = clock;
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
      case ATTEMPT -> new AttemptStage(flights, serving.get(), clock);
      case USAGE -> new UsageStage(flights);
    };
  }
}
