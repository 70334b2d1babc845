package dev.keyway;

import dev.keyway.access.PrivateHeaders;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.facts.HeadFacts;
import dev.keyway.http.QueryString;
import dev.keyway.policy.Policy;
import dev.keyway.record.LogEntry;
import dev.keyway.record.Masking;
import dev.keyway.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Parameters that carry credentials by custom, whatever a policy's providers call theirs. */
  private static final Set<String> KEY_PARAMETERS =
      Set.of("key", "api_key", "apikey", "access_token");

  private final Policy policy;
  private final List<LogEntry> entries = new ArrayList<>(0);

  Journal(Policy policy) {
    this.policy = policy;
  }

  /**
   * Writes an entry.
   *
   * @param arrived the request as its client sent it
   * @param present as rules have left it: they may have given it credentials of their own
   */
  void write(HeadFacts arrived, HeadFacts present, Map<String, Object> metadata) {
    Masking masking = new Masking();
    policy.rules().secrets().all().forEach(secret -> masking.hide(secret.current()));
    hideCredentials(arrived, masking);
    hideCredentials(present, masking);
    LogEntry entry = LogEntry.of(metadata, masking);
    entries.add(entry);
    LOG.info("request {}: {}", arrived.id(), entry.line());
  }

  List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  private void hideCredentials(HeadFacts head, Masking masking) {
    masking.hide(head.headers().without(name -> !PrivateHeaders.carriesCredential(name)));
    hideKeys(head.query(), KEY_PARAMETERS, masking);
    policy
        .catalogues()
        .map(Catalogue::keyNames)
        .forEach(names -> {
          masking.hide(head.headers().without(name -> !names.headers().contains(name)));
          hideKeys(head.query(), names.queryParameters(), masking);
        });
  }

  private static void hideKeys(@Nullable String query, Set<String> names, Masking masking) {
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? "" : QueryString.unescapedOrRaw(parameter.substring(0, equals));
      if (names.stream().anyMatch(name::equalsIgnoreCase)) {
        masking.hide(Secret.of(parameter.substring(equals + 1)));
        masking.hide(Secret.of(QueryString.unescapedOrRaw(parameter.substring(equals + 1))));
      }
    }
  }
}
