package dev.keyway;

import dev.keyway.classify.Outcome.Answered;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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

  private final @Nullable Secret key;

  private SentKey(@Nullable Secret key) {
    this.key = key;
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
    return forms().stream().anyMatch(form -> holds(body, form.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether an answer quotes the key. */
  boolean isQuotedIn(Headers headers, ByteSlice body) {
    return isQuotedIn(body) || !quoting(headers).isEmpty();
  }

  private Set<String> quoting(Headers headers) {
    List<String> forms = forms();
    return headers.names().stream()
        .filter(name -> forms.stream().anyMatch(form -> quotes(headers.all(name), form)))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean quotes(List<String> values, String form) {
    return values.stream().anyMatch(value -> value.contains(form));
  }

  /** As it is, as it stands in a query, and as JSON may write it. */
  private List<String> forms() {
    if (key == null) {
      return List.of();
    }
    String text = key.reveal();
    return Stream.of(
            text, URLEncoder.encode(text, StandardCharsets.UTF_8), text.replace("/", "\\/"))
        .distinct()
        .toList();
  }

  private static boolean holds(ByteSlice body, byte[] wanted) {
    int last = body.offset() + body.length() - wanted.length;
    for (int at = body.offset(); at <= last; at++) {
      if (body.bytes()[at] == wanted[0]
          && Arrays.equals(body.bytes(), at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
