package dev.keyway.token;

import dev.keyway.request.AiRequest;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one request's prompt, counted when somebody asks, and once. Not safe for use by
 * several threads at a time.
 *
 * <p>Exact for the texts that are counted, with two exceptions: a run of more than 4096 characters
 * without a blank is cut, which may add a token for every 8192 of them; and a prompt of more than
 * {@value PromptCount#MOST_CHARACTERS_PER_TOKEN} characters for each token of the limit is taken as
 * larger than it.
 */
public final class InputTokens {

  /** The field of {@code ai.request} by which expressions ask. */
  public static final String FIELD = "estimated_input_tokens";

  /** That field as expressions write it. */
  public static final String PATH = "ai.request." + FIELD;

  /** Nobody needs to know how much more it is, and counting takes time. */
  private static final long MOST = 1_000_000;

  private final AiRequest request;
  private final String modelId;
  private @Nullable Long counted;

  /**
   * @param modelId the model whose vocabulary counts
   */
  public InputTokens(AiRequest request, String modelId) {
    this.request = request;
    this.modelId = modelId;
  }

  /**
   * Makes ready what counting needs, which takes most of a second: both vocabularies are read from
   * the class path. Does nothing when that has been done.
   */
  public static void prepare() {
    for (Vocabulary vocabulary : Vocabulary.values()) {
      vocabulary.count("");
    }
  }

  /** How many there are; one million where there are more. */
  public long count() {
    Long known = counted;
    if (known == null) {
      known = Math.min(MOST, PromptCount.of(request, Vocabulary.of(modelId), MOST));
      counted = known;
    }
    return known;
  }

  /**
   * Whether there are more. A body of no more bytes than that has no more tokens either, so it is
   * not counted.
   */
  public boolean exceed(long limit) {
    if (counted != null) {
      return counted > limit;
    }
    if (request.body().length <= limit) {
      return false;
    }
    long upToLimit = PromptCount.of(request, Vocabulary.of(modelId), limit);
    if (upToLimit > limit) {
      return true;
    }
    counted = upToLimit;
    return false;
  }

  /** How many there are if they have been counted to the end, else null. */
  public @Nullable Long ifCounted() {
    return counted;
  }

  @Override
  public String toString() {
    return "InputTokens[" + (counted == null ? "not counted" : counted.toString()) + "]";
  }
}
