package dev.keyway.testing;

import dev.keyway.access.Caller;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.RequestFacts;
import dev.keyway.http.Headers;
import dev.keyway.request.AiRequest;
import dev.keyway.request.Surface;
import java.util.List;

/** A streamed chat request for {@code gpt-4o}, as expressions see it. */
public final class ChatRequest {

  private ChatRequest() {}

  /** One of a caller nobody vouches for. */
  public static RequestFacts facts() {
    return facts(Caller.unknown(null), Headers.empty());
  }

  /** One of this caller. */
  public static RequestFacts facts(Caller caller, Headers headers) {
    AiRequest ai =
        new AiRequest(
            Surface.CHAT_COMPLETIONS,
            new byte[0],
            List.of(),
            "gpt-4o",
            List.of(),
            true,
            false,
            null,
            false,
            null);
    HeadFacts head =
        new HeadFacts(
            "id",
            "route",
            "POST",
            ai.surface().path(),
            null,
            headers,
            caller,
            ManualClock.START,
            Connection.PLAIN);
    return RequestFacts.of(head, ai, "");
  }
}
