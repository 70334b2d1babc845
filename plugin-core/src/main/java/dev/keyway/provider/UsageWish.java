package dev.keyway.provider;

import dev.keyway.catalogue.UsageInStreams;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.AiRequest;
import dev.keyway.request.AiRequest.Member;
import dev.keyway.request.BodyEdit;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a stream to say what it used, where its client did not: {@code stream_options.include_usage}
 * (OpenAI API reference, chat completions and completions). What the client set beside it stays,
 * byte for byte.
 */
final class UsageWish {

  static final String FIELD = "stream_options";

  private static final String OPTION = "include_usage";
  private static final byte[] TRUE = ascii("true");
  private static final byte[] ALONE = ascii("{\"include_usage\":true}");

  /** Options are a few words; what a client makes larger is left to it. */
  private static final int LONGEST = 4096;

  private UsageWish() {}

  /**
   * The field's value, where it can be asked for here and is not already; else null.
   *
   * @param added what the policy adds to the body: where it has the field, it means what it says
   */
  static byte @Nullable [] value(
      AiRequest request, Candidate candidate, FieldRules rules, Map<String, Object> added) {
    boolean fits =
        request.stream()
            && !request.includeUsage()
            && takesOption(request.surface())
            && candidate.endpoint().usageInStreams() == UsageInStreams.WHEN_ASKED
            && !rules.exclude(FIELD)
            && !added.containsKey(FIELD);
    return fits ? value(request) : null;
  }

  private static boolean takesOption(Surface surface) {
    return surface == Surface.CHAT_COMPLETIONS || surface == Surface.COMPLETIONS;
  }

  private static byte @Nullable [] value(AiRequest request) {
    Member sent = request.member(FIELD);
    if (sent == null) {
      return ALONE;
    }
    if (sent.end() - sent.valueStart() > LONGEST) {
      return null;
    }
    byte[] given = Arrays.copyOfRange(request.body(), sent.valueStart(), sent.end());
    return Arrays.equals(given, ascii("null")) ? ALONE : with(request.surface(), given);
  }

  /** An object is read and edited as a body is, which is one too. */
  private static byte @Nullable [] with(Surface surface, byte[] given) {
    return RequestReader.read(surface, given) instanceof RequestReading.Read(AiRequest options)
        ? ByteSlice.join(new BodyEdit().set(OPTION, TRUE).apply(options))
        : null;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
