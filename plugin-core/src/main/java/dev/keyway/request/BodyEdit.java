package dev.keyway.request;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.keyway.http.ByteSlice;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of top-level members of a request's body, JSON or a form, applied as byte ranges of the
 * original: what is not named stays as it came.
 */
public final class BodyEdit {

  private final Map<String, byte[]> set = new LinkedHashMap<>();
  private final Set<String> removed = new LinkedHashSet<>();

  /**
   * Sets a member to a JSON value (its bytes), replacing one that is there in place, else adding it
   * at the end. Where the name stands more than once, only the first is kept.
   */
  public BodyEdit set(String name, byte[] json) {
    set.put(name, json);
    removed.remove(name);
    return this;
  }

  /** Sets a member to a text. */
  public BodyEdit setText(String name, String text) {
    return set(name, quoted(text));
  }

  /** Removes a member, if it is there, as often as it is. */
  public BodyEdit remove(String name) {
    removed.add(name);
    set.remove(name);
    return this;
  }

  /** Whether there is nothing to change. */
  public boolean isEmpty() {
    return set.isEmpty() && removed.isEmpty();
  }

  /** The body with the changes: slices of the original and of new values, in order. */
  public List<ByteSlice> apply(AiRequest request) {
    return switch (request.layout()) {
      case BodyLayout.Json json -> new BodySplice(request, set, removed).slices();
      case BodyLayout.Form form -> new FormSplice(request, form, set, removed).slices();
    };
  }

  /** A value that can't stand in this body: the name of its member; null when there is none. */
  public @Nullable String unfit(AiRequest request) {
    return request.layout() instanceof BodyLayout.Form form ? FormSplice.unfit(form, set) : null;
  }

  /**
   * Whether it sets or removes this member. In the rest of an upload, which is not edited, such a
   * one must not stand.
   */
  public boolean touches(String name) {
    return set.containsKey(name) || removed.contains(name);
  }

  static byte[] quoted(String text) {
    byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    byte[] quoted = new byte[inner.length + 2];
    quoted[0] = '"';
    System.arraycopy(inner, 0, quoted, 1, inner.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }
}
