package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.request.Surface;
import dev.keyway.stream.BodyUsage;
import dev.keyway.stream.ByteTail;
import dev.keyway.stream.StreamWatch;
import dev.keyway.stream.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Before all other filters, so that it sees answers last; it only looks ({@code
 * observability_mode}), and answers nothing. Reads what an answer used, and settles its request
 * when it has gone out.
 */
final class UsageStage implements Conversation {

  private final Flights flights;
  private @Nullable Flight flight;
  private @Nullable StreamWatch watch;
  private @Nullable ByteTail tail;

  UsageStage(Flights flights) {
    this.flights = flights;
  }

  @Override
  public Reply take(ProcessingRequest message) {
    switch (message.getRequestCase()) {
      case RESPONSE_HEADERS -> {
        begin(Incoming.of(message.getResponseHeaders().getHeaders()));
        if (message.getResponseHeaders().getEndOfStream()) {
          finish();
        }
      }
      case RESPONSE_BODY -> {
        follow(message.getResponseBody().getBody());
        if (message.getResponseBody().getEndOfStream()) {
          finish();
        }
      }
      case RESPONSE_TRAILERS -> finish();
      case REQUEST_HEADERS, REQUEST_BODY, REQUEST_TRAILERS, REQUEST_NOT_SET -> {}
    }
    return Reply.nothing();
  }

  private void begin(Incoming answer) {
    String id = answer.headers().first("x-keyway-id");
    Flight found = id == null ? null : flights.watching(id);
    flight = found;
    if (found == null) {
      return;
    }
    Surface surface = found.exchange().surface();
    if (answer.isEventStream()) {
      watch = StreamWatch.of(surface);
    } else {
      tail = BodyUsage.tail();
    }
  }

  private void follow(ByteString body) {
    byte[] bytes = body.toByteArray();
    if (watch != null) {
      watch.feed(bytes, 0, bytes.length);
    } else if (tail != null) {
      tail.add(bytes, 0, bytes.length);
    }
  }

  /** The answer has come to its end. */
  private void finish() {
    Flight present = flight;
    if (present != null) {
      flight = null;
      StreamWatch stream = watch;
      boolean broken = stream != null && !wholeAt(stream);
      present.finished(usage(present), broken ? Ending.PROVIDER_BROKE : Ending.COMPLETE);
    }
  }

  private static boolean wholeAt(StreamWatch stream) {
    stream.end();
    return stream.whole();
  }

  private Usage usage(Flight present) {
    if (watch != null) {
      return watch.usage();
    }
    return tail == null ? Usage.UNKNOWN : BodyUsage.readTail(present.exchange().surface(), tail);
  }

  /**
   * Envoy tells of no end where the client, or the provider, went away. Clients may do so at a
   * stream's last event.
   */
  @Override
  public void ended() {
    Flight present = flight;
    if (present != null) {
      flight = null;
      boolean whole = watch != null && watch.whole();
      present.finished(usage(present), whole ? Ending.COMPLETE : Ending.CLIENT_LEFT);
    }
  }
}
