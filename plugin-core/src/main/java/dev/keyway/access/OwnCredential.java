package dev.keyway.access;

import dev.keyway.http.Headers;
import dev.keyway.http.QueryString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that a client put where one provider alone looks for it: a header or query parameter
 * which that provider's configuration names. Unlike what {@link ClientCredential} describes it can
 * be meant for no other provider.
 *
 * <p>The headers that many providers read are none of these. A caller whom the host gateway
 * authenticated sends a provider's key in {@code x-provider-key} only: the host may look for its
 * own credential under any name.
 */
public final class OwnCredential {

  private OwnCredential() {}

  /** The key in this header. */
  public static ClientCredential inHeader(Headers headers, Caller caller, String name) {
    return Credentials.isStandard(name)
        ? new ClientCredential.None()
        : of(headers.all(name), caller, name);
  }

  /**
   * The key in this parameter.
   *
   * @param query the raw query without its question mark, or null
   */
  public static ClientCredential inQuery(@Nullable String query, Caller caller, String name) {
    return query == null
        ? new ClientCredential.None()
        : of(values(query, name), caller, "the query parameter " + name);
  }

  private static ClientCredential of(List<String> values, Caller caller, String place) {
    if (values.isEmpty() || caller.voucher() == Caller.Voucher.HOST) {
      return new ClientCredential.None();
    }
    return values.size() == 1
        ? Credentials.alone(place, values.getFirst())
        : new ClientCredential.Unclear(List.of(place));
  }

  private static List<String> values(String query, String name) {
    List<String> values = new ArrayList<>(1);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0
          && QueryString.unescapedOrRaw(pair.substring(0, equals)).equalsIgnoreCase(name)) {
        values.add(QueryString.unescapedOrRaw(pair.substring(equals + 1)));
      }
    }
    return values;
  }
}
