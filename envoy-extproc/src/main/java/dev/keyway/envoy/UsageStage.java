package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.record.DecisionRecord.Ending;
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

  private static final String ID = "x-keyway-id";

  private final Flights flights;
  private final String id;
  private boolean begun;
  private @Nullable Flight flight;
  private @Nullable StreamWatch watch;
  private @Nullable ByteTail tail;

  /**
   * @param id the request's, where the filter's metadata says it; else the answer's head does
   */
  UsageStage(Flights flights, @Nullable String id) {
    this.flights = flights;
    this.id = id == null ? "" : id;
  }

  @Override
  public Reply take(ProcessingRequest message) {
    return switch (message.getRequestCase()) {
      case RESPONSE_HEADERS -> {
        begin(Incoming.of(message.getResponseHeaders().getHeaders()).headers().first(ID));
        yield goesOn(message.getResponseHeaders().getEndOfStream());
      }
      case RESPONSE_BODY -> {
        begin(id);
        follow(message.getResponseBody().getBody());
        yield goesOn(message.getResponseBody().getEndOfStream());
      }
      case RESPONSE_TRAILERS -> goesOn(true);
      case REQUEST_HEADERS, REQUEST_BODY, REQUEST_TRAILERS, REQUEST_NOT_SET -> Reply.nothing();
    };
  }

  /**
   * Behind an answer's end Envoy would keep the stream open for a while, for answers that never
   * come: ended here, it is none among a thousand.
   */
  private Reply goesOn(boolean over) {
    if (!over) {
      return Reply.nothing();
    }
    finish();
    return Reply.end();
  }

  private void begin(@Nullable String shown) {
    if (begun) {
      return;
    }
    begun = true;
    Flights.Passing found = shown == null ? null : flights.watching(shown);
    if (found == null) {
      return;
    }
    flight = found.flight();
    if (found.eventStream()) {
      watch = StreamWatch.of(found.flight().exchange().surface());
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
