package dev.keyway.envoy;

import dev.keyway.access.PrivateHeaders;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.http.ByteSlice;

/** A provider's answer, as far as it is looked at before it goes on. */
final class Judged {

  private static final ByteSlice NOTHING = ByteSlice.of(new byte[0]);

  private Judged() {}

  /** By its head alone. */
  static Outcome.Answered unread(Incoming answer, boolean bodyless) {
    return of(answer, bodyless ? Prefix.COMPLETE : beginning(answer), NOTHING);
  }

  /** With its whole body. */
  static Outcome.Answered read(Incoming answer, byte[] body) {
    return of(answer, Prefix.COMPLETE, ByteSlice.of(body));
  }

  private static Outcome.Answered of(Incoming answer, Prefix prefix, ByteSlice body) {
    return new Outcome.Answered(
        answer.status(), answer.headers().without(PrivateHeaders::isOurs), prefix, body);
  }

  /** Envoy lets a stream go on when its head has come: whether it has content is not waited for. */
  private static Prefix beginning(Incoming answer) {
    return answer.status() < 300 && answer.isEventStream()
        ? Prefix.STREAM_GUARD_OVER
        : Prefix.TRUNCATED;
  }
}
