package dev.keyway.envoy;

import dev.keyway.access.ContextSigning;
import dev.keyway.access.HostContext;
import dev.keyway.access.PrivateHeaders;
import dev.keyway.access.SignedContext;
import dev.keyway.envoy.wire.CommonResponse;
import dev.keyway.envoy.wire.HeadersResponse;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.refusal.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Before a route to the relay: signs who calls, and under which policy, into the one header that
 * the relay believes. What clients send under our names is taken off. No body is looked at, and
 * nothing else is decided: that is the relay's.
 */
final class RelayStage implements Conversation {

  private final EnvoyServing serving;
  private final FilterSettings settings;
  private final String policy;
  private final InstantSource clock;

  RelayStage(EnvoyServing serving, FilterSettings settings, String policy, InstantSource clock) {
    this.serving = serving;
    this.settings = settings;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public Reply take(ProcessingRequest message) {
    return message.hasRequestHeaders()
        ? Reply.last(signed(message))
        : Reply.last(
            Unexpected.message(
                message, settings.stage(), "request_header_mode: SEND, and no other"));
  }

  private ProcessingResponse signed(ProcessingRequest message) {
    Instant now = clock.instant();
    Head head = Head.of(message, settings, now);
    HostContext context = head.host(settings, policy);
    return switch (SignedContext.sign(context, serving.admission().contextKeys())) {
      case ContextSigning.Signed(String token) -> goesOn(head.incoming(), token);
      case ContextSigning.TooLarge tooLarge ->
          Denial.of(
              head.refused(serving, policy, ErrorCode.INVALID_REQUEST, tooLarge.message()),
              "context_too_large");
    };
  }

  private static ProcessingResponse goesOn(Incoming incoming, String token) {
    Mutation mutation = new Mutation();
    for (String name : incoming.headers().names()) {
      if (PrivateHeaders.isOurs(name) || Incoming.steersEnvoy(name)) {
        mutation.remove(name);
      }
    }
    mutation.set(SignedContext.HEADER, token);
    return ProcessingResponse.newBuilder()
        .setRequestHeaders(
            HeadersResponse.newBuilder()
                .setResponse(CommonResponse.newBuilder().setHeaderMutation(mutation.build())))
        .build();
  }
}
