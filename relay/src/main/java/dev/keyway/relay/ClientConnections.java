package dev.keyway.relay;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The connections of one event loop that have sent a request: one that asks nothing for too long is
 * closed, but never while a request of it is being served, however long its provider thinks.
 */
final class ClientConnections {

  private final AlarmClock clock;
  private final Duration idle;
  private final Map<HttpConnection, Visit> visits = new HashMap<>();

  ClientConnections(AlarmClock clock, Duration idle) {
    this.clock = clock;
    this.idle = idle;
  }

  /** A request has come. */
  void begin(HttpConnection connection) {
    Visit visit = visits.get(connection);
    if (visit == null) {
      visit = new Visit(new Alarm(clock));
      visits.put(connection, visit);
      HeadDeadline.met(((ConnectionBase) connection).channel());
      connection.closeHandler(closed -> closed(connection));
    }
    visit.requests++;
    visit.alarm.cancel();
  }

  /** A request is over: it has been answered to the last byte, or nobody waits for it. */
  void end(HttpConnection connection) {
    Visit visit = visits.get(connection);
    if (visit != null && --visit.requests == 0) {
      visit.alarm.set(idle, connection::close);
    }
  }

  private void closed(HttpConnection connection) {
    Visit visit = visits.remove(connection);
    if (visit != null) {
      visit.alarm.cancel();
    }
  }

  private static final class Visit {

    private final Alarm alarm;
    private int requests;

    Visit(Alarm alarm) {
      this.alarm = alarm;
    }
  }
}
