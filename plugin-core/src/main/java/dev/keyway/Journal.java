package dev.keyway;

import dev.keyway.access.PrivateHeaders;
import dev.keyway.http.Headers;
import dev.keyway.record.LogEntry;
import dev.keyway.record.Masking;
import dev.keyway.rule.Ruleset;
import dev.keyway.secret.SecretHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the rules of one request log: each entry goes into its record, and to the program's log as
 * one line. Nothing of a secret that the policy's rules name, nor of the client's credentials,
 * stands in it.
 */
final class Journal {

  private static final Logger LOG = LoggerFactory.getLogger("dev.keyway.rules");

  private final Ruleset rules;
  private final Headers headers;
  private final List<LogEntry> entries = new ArrayList<>(0);
  private @Nullable Masking masking;

  /**
   * @param headers the client's
   */
  Journal(Ruleset rules, Headers headers) {
    this.rules = rules;
    this.headers = headers;
  }

  void write(String requestId, Map<String, Object> metadata) {
    LogEntry entry = LogEntry.of(metadata, masking());
    entries.add(entry);
    LOG.info("request {}: {}", requestId, entry.line());
  }

  List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  private Masking masking() {
    Masking made = masking;
    if (made == null) {
      made = new Masking().hide(headers.without(name -> !PrivateHeaders.staysHere(name)));
      for (SecretHandle secret : rules.secrets().all()) {
        made.hide(secret.current());
      }
      masking = made;
    }
    return made;
  }
}
