package dev.keyway.facts;

import dev.keyway.http.Headers;
import java.util.List;
import java.util.Map;

/**
 * The head of the answer on its way to the client, as expressions see it.
 *
 * @param status HTTP status
 * @param headers its headers
 */
public record ResponseFacts(int status, Headers headers) {

  /** {@code res.headers}: lower-case names, every value of a name in order. */
  Map<String, List<String>> headerLists() {
    return HeadFacts.lists(headers);
  }
}
