package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Units;
import dev.keyway.relay.ClientLimits;
import java.time.Duration;

/** Reads {@code limits}: numbers for the relay. */
final class LimitsReader {

  private static final long LARGEST_BODY = 1L << 30;
  private static final long LARGEST_UPLOAD = 1L << 36;
  private static final long MOST_REQUESTS = 1_000_000;

  /** The relay counts whole seconds of idleness. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private static final Duration MOST = Duration.ofDays(1);

  private LimitsReader() {}

  static ClientLimits limits(Section section) {
    Fields fields = section.part("limits");
    ClientLimits defaults = ClientLimits.DEFAULTS;
    int body = body(section, fields);
    ClientLimits limits =
        new ClientLimits(
            body,
            upload(section, fields, body),
            whole(fields, "concurrent_requests", MOST_REQUESTS, defaults.concurrentRequests()),
            defaults.headerBytes(),
            time(section, fields, "client_header_timeout", defaults.headerTimeout()),
            time(section, fields, "client_body_timeout", defaults.bodyTimeout()),
            time(section, fields, "idle", defaults.idle()));
    fields.end();
    return limits;
  }

  static Duration time(Section section, Fields fields, String name, Duration fallback) {
    Duration time = fields.duration(name);
    if (time == null) {
      return fallback;
    }
    if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
      section
          .problems()
          .error(
              fields.place(name),
              "expected %s to %s, found %s"
                  .formatted(Units.show(LEAST), Units.show(MOST), Units.show(time)));
    }
    return time;
  }

  private static int body(Section section, Fields fields) {
    Long size = fields.size("request_body");
    if (size == null) {
      return ClientLimits.DEFAULTS.requestBodyBytes();
    }
    if (size < 1 || size > LARGEST_BODY) {
      section.problems().error(fields.place("request_body"), "expected 1B to 1GiB");
      return ClientLimits.DEFAULTS.requestBodyBytes();
    }
    return size.intValue();
  }

  /** At least what is kept of a body, so that one limit never takes back what another allows. */
  private static long upload(Section section, Fields fields, int body) {
    Long size = fields.size("upload");
    if (size == null) {
      return Math.max(body, ClientLimits.DEFAULTS.uploadBytes());
    }
    if (size < body || size > LARGEST_UPLOAD) {
      section
          .problems()
          .error(fields.place("upload"), "expected the size of limits.request_body to 64GiB");
    }
    return size;
  }

  private static int whole(Fields fields, String name, long most, int fallback) {
    Long number = fields.whole(name, 1, most);
    return number == null ? fallback : number.intValue();
  }
}
