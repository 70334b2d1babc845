package dev.keyway.server.e2e;

import dev.keyway.request.Surface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/compatibility.md}: what tests have shown, a table for each surface. */
final class CompatibilityPage {

  private static final String ASYNC = ", async";

  private static final List<String> CLIENTS =
      List.of("OpenAI Java", "OpenAI Python", "Anthropic Java", "Anthropic Python", "curl");

  /** What is shown of no surface in particular, with a heading and what to know of it. */
  private static final Map<String, String> SUBJECTS = subjects();

  private static final String INTRODUCTION =
      """
      # Compatibility

      What the official client libraries, and `curl`, see of Keyway. This page is written by the tests that it reports: what stands here has been played against the daemon
      in the build, and a build whose results differ from this page fails. Each client is told an address and an access key, nothing else.

      ```python
      OpenAI(base_url="http://127.0.0.1:8700/v1", api_key="kw-...")
      Anthropic(base_url="http://127.0.0.1:8700", api_key="kw-...")
      ```

      (clients)

      Python's libraries have two clients, one that blocks and one for `asyncio`. Both play every case; where they differ, the table says so. *works* means that the library's own
      types hold what the provider said, and that the provider got what the client sent: tool definitions, images, files and parameters that Keyway knows nothing of pass
      unchanged. *streamed* means that each piece reaches the client while the provider still speaks. An empty cell: that client has no such thing, or nothing of its own to show there.

      ## What libraries send beside the request

      - `Idempotency-Key` and `x-stainless-*` (which library, which system, which retry) go on to the provider, as they would without Keyway. `OpenAI-Organization` and
        `OpenAI-Project` do only beside the client's own key.
      - The access key never does. Which of `Authorization` and `x-api-key` it comes in does not matter.
      - `Accept-Encoding` is answered uncompressed; a request's own `Content-Encoding` is refused.
      - `HEAD` and `OPTIONS` are answered 405 with `allow`. There are no `access-control-*` headers: a browser can't call Keyway from another origin, and a page that held an
        access key would show it to its readers. A host gateway that has its own reasons may add them.
      """;

  private CompatibilityPage() {}

  private static Map<String, String> subjects() {
    Map<String, String> subjects = new LinkedHashMap<>();
    subjects.put("models", "## Models\n");
    subjects.put(
        "errors",
        """
        ## Errors

        Each status becomes the exception that the library has for it, with Keyway's message. The code is where the library looks for one: `e.code` in OpenAI's, `e.error_code`
        in Anthropic's; both find it in the header `x-keyway-error` too. `retry-after`, `retry-after-ms` and `x-should-retry` are explained in [failover.md](failover.md).
        """);
    subjects.put("retries", "## The libraries' own retries\n");
    subjects.put("leaving", "## Clients that leave\n");
    subjects.put("time-outs", "## Time-outs\n");
    subjects.put("HTTP/2", "## HTTP/2\n");
    subjects.put(
        "not served",
        """
        ## What is not served

        Keyway relays requests that any key can serve. What a provider stores under an id (files, batches, responses, assistants, conversations) belongs to the account it was
        stored in, and another key would not find it; WebSocket sessions can't be sent again. Clients are told so at once:
        """);
    return subjects;
  }

  static String text(List<Showing> showings) {
    StringBuilder page = new StringBuilder(INTRODUCTION.replace("(clients)", versions(showings)));
    for (Surface surface : Surface.values()) {
      String heading = "## " + surface.wireName() + "\n\n`POST " + surface.path() + "`\n";
      append(page, heading, about(surface.wireName(), showings));
    }
    SUBJECTS.forEach((subject, heading) -> append(page, heading, about(subject, showings)));
    Set<String> known = new LinkedHashSet<>(SUBJECTS.keySet());
    Stream.of(Surface.values()).map(Surface::wireName).forEach(known::add);
    showings.forEach(one -> {
      if (!known.contains(one.surface())) {
        throw new IllegalArgumentException("the page has no place for " + one);
      }
    });
    return page.toString();
  }

  private static List<Showing> about(String surface, List<Showing> showings) {
    return showings.stream().filter(one -> one.surface().equals(surface)).toList();
  }

  /** curl is whatever the machine has. */
  private static String versions(List<Showing> showings) {
    Map<String, String> versions = new TreeMap<>();
    showings.forEach(one -> versions.put(family(one), one.version()));
    StringJoiner table = new StringJoiner("\n");
    table.add("| client | version |").add("|---|---|");
    for (String client : CLIENTS) {
      String version = client.equals("curl") ? "the machine's" : versions.get(client);
      table.add("| " + client + " | " + version + " |");
    }
    return table.toString();
  }

  private static void append(StringBuilder page, String heading, List<Showing> showings) {
    if (showings.isEmpty()) {
      return;
    }
    List<String> clients =
        CLIENTS.stream()
            .filter(client -> showings.stream().anyMatch(one -> family(one).equals(client)))
            .toList();
    page.append('\n').append(heading).append('\n');
    page.append("| | ").append(String.join(" | ", clients)).append(" |\n");
    page.append("|---".repeat(clients.size() + 1)).append("|\n");
    rows(showings)
        .forEach((row, ofRow) -> {
          page.append("| ").append(row);
          clients.forEach(client -> page.append(" | ").append(cell(client, ofRow)));
          page.append(" |\n");
        });
  }

  private static Map<String, List<Showing>> rows(List<Showing> showings) {
    return showings.stream()
        .collect(
            Collectors.groupingBy(
                one -> one.what() + (one.stream() ? ", streamed" : ""),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** One result, or that of each of a library's clients where they differ. */
  private static String cell(String client, Collection<Showing> row) {
    Map<String, String> results = new TreeMap<>();
    row.stream()
        .filter(one -> family(one).equals(client))
        .forEach(one -> results.put(one.client(), one.result()));
    Set<String> distinct = new LinkedHashSet<>(results.values());
    if (distinct.size() <= 1 && (results.size() != 1 || results.containsKey(client))) {
      return String.join("", distinct);
    }
    List<String> each = new ArrayList<>();
    results.forEach(
        (name, result) -> each.add((name.endsWith(ASYNC) ? "async: " : "blocking: ") + result));
    return String.join("; ", each);
  }

  private static String family(Showing one) {
    return one.client().replace(ASYNC, "");
  }
}
