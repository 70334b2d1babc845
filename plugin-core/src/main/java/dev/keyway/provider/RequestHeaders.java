package dev.keyway.provider;

import dev.keyway.access.PrivateHeaders;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.KeyNames;
import dev.keyway.http.Headers;
import dev.keyway.http.ReservedHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers of one attempt: the client's less what is not the provider's business, then what the
 * body is, the endpoint's defaults, what the policy adds, and the key.
 */
final class RequestHeaders {

  private RequestHeaders() {}

  static Headers of(
      Headers client,
      String contentType,
      Endpoint endpoint,
      Credential credential,
      KeyNames keyNames,
      Map<String, String> added) {
    Headers.Builder headers = Headers.builder();
    pass(client, credential, keyNames, headers);
    headers.set("content-type", contentType);
    endpoint
        .defaultHeaders()
        .forEach((name, value) -> {
          if (!client.contains(name)) {
            headers.set(name, value);
          }
        });
    added.forEach((name, value) -> {
      if (!isReserved(name.toLowerCase(Locale.ROOT), keyNames)) {
        headers.set(name, value);
      }
    });
    // Keyway reads errors and streams, and passes the same bytes on: see RATIONALE.md.
    headers.set("accept-encoding", "identity");
    place(credential, headers);
    return headers.build();
  }

  /**
   * A key header of any provider stays here, whoever is asked: {@link #place} sets the one that
   * belongs to this attempt.
   */
  private static void pass(
      Headers client, Credential credential, KeyNames keyNames, Headers.Builder headers) {
    Set<String> oneHop = HopByHop.listed(client);
    client.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean stays =
          switch (HeaderVerdict.of(lower)) {
            case STAYS_HERE -> true;
            case WITH_OWN_KEY -> !credential.clientsOwn() || isNotSent(lower, oneHop, keyNames);
            case GOES_ON -> isNotSent(lower, oneHop, keyNames);
          };
      if (!stays) {
        headers.add(name, value);
      }
    });
  }

  private static boolean isNotSent(String name, Set<String> oneHop, KeyNames keyNames) {
    return oneHop.contains(name) || keyNames.headers().contains(name);
  }

  /**
   * Headers that a policy can't add: the key, the framing, our own, and what the carrier relies on.
   */
  private static boolean isReserved(String name, KeyNames keyNames) {
    return ReservedHeaders.contains(name)
        || PrivateHeaders.isOurs(name)
        || keyNames.headers().contains(name);
  }

  private static void place(Credential credential, Headers.Builder headers) {
    String key = credential.onTheWire();
    if (key != null) {
      switch (credential.style().kind()) {
        case BEARER -> headers.set("authorization", "Bearer " + key);
        case HEADER -> headers.set(credential.style().name(), key);
        case QUERY -> {}
      }
    }
  }
}
