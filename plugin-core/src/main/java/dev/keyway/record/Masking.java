package dev.keyway.record;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.http.QueryString;
import dev.keyway.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one attempt that no record may show, and what may be shown of an answer that might quote
 * them. Providers and proxies quote what they were sent: a key that is wrong, a header, the URL
 * with its query.
 *
 * <p>Not only whole secrets are masked but every run of {@value #RUN} characters that also stands
 * in one, so that neither a quoted part nor another way of writing the rest gives a key away.
 */
public final class Masking {

  private static final int SHOWN_CHARS = 2048;
  private static final int RUN = 8;
  private static final String MASK = "****";

  /** A character has three bytes at most, or four where it counts as two. */
  private static final int BYTES_READ = 4 * (SHOWN_CHARS + RUN);

  /** Texts of which no run is shown. */
  private final List<String> hidden = new ArrayList<>();

  /** Their runs, as long as no other text is hidden. */
  private @Nullable Runs runs;

  private final Set<String> shorter = new HashSet<>(0);

  /** Hides a credential, however short it is, also as it would stand in a query. */
  public Masking hide(@Nullable Secret secret) {
    if (secret != null && !secret.reveal().isBlank()) {
      String text = secret.reveal().strip();
      hide(text);
      hideIfLong(URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Hides the values of all headers but those that records show. */
  public Masking hide(Headers headers) {
    headers.forEach((name, value) -> {
      if (!ShownHeaders.contains(name)) {
        hideIfLong(value);
      }
    });
    return this;
  }

  /** Hides the values in an address's query, as they are written and as they are meant. */
  public Masking hideQuery(URI address) {
    String query = address.getRawQuery();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        String value = parameter.substring(parameter.indexOf('=') + 1);
        hideIfLong(value);
        hideIfLong(QueryString.unescapedOrRaw(value));
      }
    }
    return this;
  }

  /**
   * The beginning of a body as text, at most {@value #SHOWN_CHARS} characters, with nothing of what
   * is hidden in it; null when the body is empty.
   */
  public @Nullable String excerpt(ByteSlice body) {
    int length = Math.min(body.length(), BYTES_READ);
    String text = new ByteSlice(body.bytes(), body.offset(), length).utf8().strip();
    return text.isEmpty() ? null : masked(text);
  }

  /**
   * The beginning of a text, at most {@value #SHOWN_CHARS} characters, with nothing of what is
   * hidden in it.
   */
  public String text(String text) {
    return masked(text);
  }

  private String masked(String text) {
    int end = Math.min(SHOWN_CHARS, text.length());
    BitSet covered = covered(text, end);
    StringBuilder shown = new StringBuilder(end);
    for (int at = 0; at < end; at++) {
      if (!covered.get(at)) {
        shown.append(text.charAt(at));
      } else if (at == 0 || !covered.get(at - 1)) {
        shown.append(MASK);
      }
    }
    return shown.toString();
  }

  /** What begins before the end and reaches over it is covered, too. */
  private BitSet covered(String text, int end) {
    BitSet covered = new BitSet(end + RUN);
    Runs hiddenRuns = runs();
    for (int at = 0; at < end; at++) {
      if (at + RUN <= text.length() && hiddenRuns.holdsThatAt(at, text)) {
        covered.set(at, at + RUN);
      }
      for (String secret : shorter) {
        if (text.startsWith(secret, at)) {
          covered.set(at, at + secret.length());
        }
      }
    }
    return covered;
  }

  /** Found once for all texts that are masked: a log entry may have many. */
  private Runs runs() {
    Runs present = runs;
    if (present == null) {
      present = new Runs(hidden);
      runs = present;
    }
    return present;
  }

  /** The runs of some texts. Most others are told apart from them by a hash. */
  private static final class Runs {

    /** For each run, so that few others hash like one. */
    private static final int HASHES_EACH = 16;

    private final List<String> texts;
    private final int mask;
    private final BitSet hashes;

    Runs(List<String> texts) {
      this.texts = texts;
      int length = Math.max(RUN, texts.stream().mapToInt(String::length).sum());
      this.mask = Integer.highestOneBit(HASHES_EACH * length) - 1;
      this.hashes = new BitSet(mask + 1);
      for (String text : texts) {
        for (int at = 0; at + RUN <= text.length(); at++) {
          hashes.set(hash(text, at));
        }
      }
    }

    boolean holdsThatAt(int at, String other) {
      if (!hashes.get(hash(other, at))) {
        return false;
      }
      String run = other.substring(at, at + RUN);
      for (String text : texts) {
        if (text.contains(run)) {
          return true;
        }
      }
      return false;
    }

    private int hash(String text, int from) {
      int hash = 0;
      for (int at = from; at < from + RUN; at++) {
        hash = 31 * hash + text.charAt(at);
      }
      return (hash ^ hash >>> 16) & mask;
    }
  }

  private void hideIfLong(String value) {
    if (value.length() >= RUN) {
      hide(value);
    }
  }

  private void hide(String text) {
    if (text.length() < RUN) {
      shorter.add(text);
      return;
    }
    hidden.add(text);
    runs = null;
  }

  /** Prints nothing of what it hides. */
  @Override
  public String toString() {
    return "Masking";
  }
}
