package dev.keyway;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.scan.ByteSearch;
import dev.keyway.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy's key that an attempt carried, to be found again in what its provider answers: errors
 * may quote it, and a redirect repeats the query in which it went. It is not the client's to see.
 */
final class SentKey {

  /** The client's own key, or none: whatever is answered may be shown. */
  static final SentKey NOBODYS = new SentKey(null);

  /** What model servers take for a key and is none (EMPTY, dummy) is shorter than any real one. */
  private static final int SHORTEST = 12;

  /** Shorter ones would be found by chance in everything. */
  private static final int SHORTEST_NAMED = 4;

  private final List<String> forms;
  private final List<ByteSearch> searches;

  private SentKey(@Nullable Secret key) {
    this.forms = key == null ? List.of() : forms(key.reveal());
    this.searches = new ArrayList<>(forms.size());
    for (String form : forms) {
      searches.add(ByteSearch.of(form.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** The same for a secret that the policy names: such a one is never a dummy. */
  static SentKey named(Secret secret) {
    return secret.reveal().strip().length() < SHORTEST_NAMED ? NOBODYS : new SentKey(secret);
  }

  static SentKey of(Secret key) {
    return key.reveal().length() < SHORTEST ? NOBODYS : new SentKey(key);
  }

  /** The answer less those headers that quote the key. */
  Answered withoutHeadersThatQuote(Answered answer) {
    Set<String> quoting = quoting(answer.headers());
    return quoting.isEmpty()
        ? answer
        : new Answered(
            answer.status(),
            answer.headers().without(quoting::contains),
            answer.prefix(),
            answer.body());
  }

  /** Whether what is held of the answer's body quotes the key. */
  boolean isQuotedIn(ByteSlice body) {
    int end = body.offset() + body.length();
    for (ByteSearch search : searches) {
      if (search.firstIn(body.bytes(), body.offset(), end) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether an answer quotes the key. */
  boolean isQuotedIn(Headers headers, ByteSlice body) {
    return isQuotedIn(body) || !quoting(headers).isEmpty();
  }

  private Set<String> quoting(Headers headers) {
    if (forms.isEmpty()) {
      return Set.of();
    }
    Set<String> quoting = new HashSet<>(0);
    headers.forEach((name, value) -> {
      if (quotes(value)) {
        quoting.add(name.toLowerCase(Locale.ROOT));
      }
    });
    return quoting;
  }

  private boolean quotes(String value) {
    for (String form : forms) {
      if (value.contains(form)) {
        return true;
      }
    }
    return false;
  }

  /** As it is, as it stands in a query, and as JSON may write it. */
  private static List<String> forms(String text) {
    return isPlain(text)
        ? List.of(text)
        : Stream.of(text, URLEncoder.encode(text, StandardCharsets.UTF_8), text.replace("/", "\\/"))
            .distinct()
            .toList();
  }

  /** Whether it is written the same way everywhere, as most keys are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
