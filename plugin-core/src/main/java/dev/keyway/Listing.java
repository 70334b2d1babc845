package dev.keyway;

import dev.keyway.http.Headers;
import dev.keyway.models.ModelsReply;
import dev.keyway.policy.AiGateway;
import dev.keyway.request.Destination;
import dev.keyway.route.Menu;

/** A request for the models that its caller may use, at one {@code ai-gateway} action. */
record Listing(Visit visit, AiGateway gateway, Arrival arrival) {

  Opening tell(Destination.Models models) {
    Menu menu = new Menu(gateway, arrival.caller(), models.format(), arrival::credentialFor);
    return switch (ModelsReply.of(menu, models, arrival.query(), gateway.catalogue().date())) {
      case ModelsReply.Refused refused -> visit.failed(gateway, Reached.NOTHING, refused.refusal());
      case ModelsReply.Told told ->
          visit.told(
              Headers.of(
                  "content-type", "application/json",
                  // Another caller is told something else.
                  "cache-control", "no-store"),
              told.body());
    };
  }
}
