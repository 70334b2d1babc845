package dev.keyway.rule;

import dev.keyway.http.FramingHeaders;
import dev.keyway.http.Headers;
import java.util.function.Predicate;

/**
 * Which headers of an answer rules may have a say in, and which hold no more for an edited body.
 */
public final class AnswerHeaders {

  private AnswerHeaders() {}

  /** Whether a rule can neither set nor remove a header of this lower-case name. */
  public static boolean isFixed(String name) {
    return framesBody(name) || isOurs(name);
  }

  /** The planned headers of an answer that goes on; what is fixed is as it was. */
  static Headers ofPlan(Headers own, Headers planned) {
    return together(own.without(name -> !isFixed(name)), planned);
  }

  /** The planned headers of an answer in the place of one with these. */
  static Headers ofReplacement(Headers replaced, Headers planned) {
    Predicate<String> tellsOfIt = name -> isOurs(name) && !name.equals("x-keyway-error");
    return together(replaced.without(tellsOfIt.negate()), planned);
  }

  /** The headers of an answer whose body is edited and sent in plain. */
  static Headers ofEdited(Headers headers) {
    return headers.without(AnswerHeaders::speaksOfBytes);
  }

  private static Headers together(Headers fixed, Headers planned) {
    Headers.Builder all = fixed.toBuilder();
    planned.without(AnswerHeaders::isFixed).forEach(all::add);
    return all.build();
  }

  /**
   * One hop's own (RFC 9110, section 7.6.1), or part of how the body is sent, which only whoever
   * sends it knows.
   */
  private static boolean framesBody(String name) {
    return FramingHeaders.contain(name) || name.startsWith("proxy-") || name.startsWith(":");
  }

  private static boolean isOurs(String name) {
    return name.startsWith("x-keyway-");
  }

  /** Lengths, codings, ranges, digests (RFC 9530) and signatures (RFC 9421) of what came. */
  private static boolean speaksOfBytes(String name) {
    return switch (name) {
      case "content-length",
          "content-encoding",
          "etag",
          "accept-ranges",
          "content-range",
          "content-md5",
          "digest",
          "content-digest",
          "repr-digest",
          "signature",
          "signature-input" ->
          true;
      default -> false;
    };
  }
}
