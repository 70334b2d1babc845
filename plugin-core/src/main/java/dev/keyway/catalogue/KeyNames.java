package dev.keyway.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where the providers of a catalogue look for their keys, all of them together: what a client sends
 * there is meant for one of them, and no business of the others.
 *
 * @param headers names of headers, lower case
 * @param queryParameters names of query parameters, lower case
 */
public record KeyNames(Set<String> headers, Set<String> queryParameters) {

  public KeyNames {
    headers = Set.copyOf(headers);
    queryParameters = Set.copyOf(queryParameters);
  }

  static KeyNames of(Collection<Provider> providers) {
    Set<String> headers = new HashSet<>();
    Set<String> queryParameters = new HashSet<>();
    for (Provider provider : providers) {
      for (Endpoint endpoint : provider.endpoints().values()) {
        String name = endpoint.auth().name().toLowerCase(Locale.ROOT);
        switch (endpoint.auth().kind()) {
          case BEARER, HEADER -> headers.add(name);
          case QUERY -> queryParameters.add(name);
        }
      }
    }
    return new KeyNames(headers, queryParameters);
  }
}
