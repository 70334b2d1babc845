package dev.keyway.facts;

import dev.keyway.request.AiRequest;
import dev.keyway.token.InputTokens;

/**
 * One request whose body has been read, as expressions see it. Nothing is computed before an
 * expression asks.
 *
 * @param head what was known before
 * @param ai what the body says
 * @param inputTokens how large its prompt is
 * @param conversation which conversation it belongs to
 * @param named what the rules before have named
 */
public record RequestFacts(
    HeadFacts head,
    AiRequest ai,
    InputTokens inputTokens,
    ConversationId conversation,
    Named named) {

  /**
   * A request whose tokens are counted in the words of a certain model.
   *
   * @param modelId the model's id; empty when it is not known
   */
  public static RequestFacts of(HeadFacts head, AiRequest ai, String modelId) {
    return of(head, ai, modelId, Named.NOTHING);
  }

  /** The same, after rules. */
  public static RequestFacts of(HeadFacts head, AiRequest ai, String modelId, Named named) {
    return new RequestFacts(head, ai, new InputTokens(ai, modelId), new ConversationId(ai), named);
  }

  @Override
  public String toString() {
    return "RequestFacts[" + head + "]";
  }
}
