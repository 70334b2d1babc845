package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Units;
import java.util.List;

/**
 * Warns of settings that are each right and together do nothing, or not what their author thinks.
 */
final class Sense {

  private final Reading reading;
  private final Fields config;

  Sense(Reading reading, Fields config) {
    this.reading = reading;
    this.config = config;
  }

  void check(AiGatewayReader.Draft draft, List<ConfiguredProvider> providers, boolean followed) {
    AiGatewayReader.Times times = draft.times();
    if (times.perRequest().compareTo(times.total()) > 0) {
      warn(
          "per_request_timeout",
          "longer than total_timeout (%s), which ends every attempt first"
              .formatted(Units.show(times.total())));
    }
    if (draft.onlyProviders() && providers.isEmpty()) {
      warn(
          "only_allow_configured_providers", "no provider is configured: every request is refused");
    }
    if (draft.onlyModels() && providers.stream().allMatch(p -> p.definition().models().isEmpty())) {
      warn("only_allow_configured_models", "no model is configured: every request is refused");
    }
    if (draft.continueOnError() && !followed) {
      warn("on_error", "no action follows, so continue answers the client just as halt does");
    }
    if (draft.streamUsage() == StreamUsage.NEVER && StreamUsage.AUTO.asks(draft.strategies())) {
      warn(
          "stream_usage",
          "a strategy goes by what was used, which is unknown of a chat's stream whose client does not ask");
    }
  }

  private void warn(String field, String message) {
    reading.problems().warning(config.place(field), message);
  }
}
