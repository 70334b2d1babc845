package dev.keyway.provider;

import dev.keyway.access.PrivateHeaders;
import dev.keyway.http.FramingHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a header of a client goes on to a provider. */
enum HeaderVerdict {
  GOES_ON,
  /** Goes on only beside the client's own key. */
  WITH_OWN_KEY,
  STAYS_HERE;

  /** Clients choose names, so what is remembered of them is bounded; those in use are few. */
  private static final int REMEMBERED = 1_000;

  private static final Map<String, HeaderVerdict> KNOWN = new ConcurrentHashMap<>();

  static HeaderVerdict of(String lowerCaseName) {
    HeaderVerdict known = KNOWN.get(lowerCaseName);
    if (known != null) {
      return known;
    }
    HeaderVerdict verdict = judged(lowerCaseName);
    if (KNOWN.size() < REMEMBERED && lowerCaseName.length() < 64) {
      KNOWN.put(lowerCaseName, verdict);
    }
    return verdict;
  }

  private static HeaderVerdict judged(String name) {
    if (PrivateHeaders.staysHere(name)
        || FramingHeaders.contain(name)
        || NameList.REQUEST_HEADERS.holds(name)) {
      return STAYS_HERE;
    }
    return NameList.ACCOUNT_HEADERS.holds(name) ? WITH_OWN_KEY : GOES_ON;
  }
}
