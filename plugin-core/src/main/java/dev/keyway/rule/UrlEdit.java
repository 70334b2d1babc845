package dev.keyway.rule;

import dev.keyway.http.LegalUrl;
import dev.keyway.regex.MalformedPatternException;
import dev.keyway.regex.Replacement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code url-rewrite} and {@code redirect} share: replacements in the text of a whole URL. */
sealed interface UrlEdit {

  /** Characters of a URL at most; servers refuse longer ones. */
  int MOST_CHARS = 8192;

  /** Matches told at most. */
  int MOST_MATCHES = 100;

  /** Nothing matched, or what was put in place is what was there. */
  record Unchanged() implements UrlEdit {}

  /**
   * Another URL, or a part of one.
   *
   * @param text what came of it, escaped where it must be
   * @param matches what matched in the URL before
   */
  record Changed(String text, List<String> matches) implements UrlEdit {
    public Changed {
      matches = List.copyOf(matches);
    }

    /**
     * Its parts. What begins with a slash is a path, even with two: {@code //elsewhere.example/} in
     * the path of a request must not become a host.
     */
    UrlParts parts() {
      if (!text.startsWith("/")) {
        return UrlParts.of(text);
      }
      UrlParts parts = UrlParts.of("//" + text);
      return new UrlParts(null, null, parts.path(), parts.query(), parts.fragment());
    }
  }

  /**
   * No URL.
   *
   * @param code {@code too_long}, {@code too_costly} or {@code control_character}
   */
  record Refused(String code) implements UrlEdit {}

  /**
   * Compiles it.
   *
   * @param from an RE2 pattern; null: the whole URL
   */
  static Replacement compile(@Nullable String from, String to) throws MalformedPatternException {
    return Replacement.compile(from == null ? "(?s)\\A.*\\z" : from, to);
  }

  /**
   * Edits a URL.
   *
   * @param url the whole of it: scheme, authority, path and query
   */
  static UrlEdit of(Replacement replacement, String url) {
    UrlVariables names = new UrlVariables(UrlParts.of(url));
    return switch (replacement.replaceIn(url, names, MOST_CHARS, MOST_MATCHES)) {
      case Replacement.Pass.Failed(Replacement.Pass.Failed.Reason reason) ->
          new Refused(
              switch (reason) {
                case TOO_LONG -> "too_long";
                case TOO_COSTLY -> "too_costly";
              });
      case Replacement.Pass.Done done -> checked(done, url);
    };
  }

  private static UrlEdit checked(Replacement.Pass.Done done, String url) {
    if (done.text().equals(url)) {
      return new Unchanged();
    }
    // A line break would begin another header, or another request.
    return done.text().chars().anyMatch(Character::isISOControl)
        ? new Refused("control_character")
        : new Changed(LegalUrl.reference(done.text()), done.matches());
  }
}
