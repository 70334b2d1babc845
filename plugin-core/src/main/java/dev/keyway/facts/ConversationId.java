package dev.keyway.facts;

import dev.keyway.request.AiRequest;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same while a conversation grows, found once and only when somebody asks: it takes
 * reading the body up to its first user message. Belongs to one request, and so to one thread at a
 * time.
 */
public final class ConversationId {

  /** Its name in expressions. */
  public static final String FIELD = "conversation";

  /** The same from the variable on. */
  public static final String PATH = "ai.request." + FIELD;

  private final AiRequest request;
  private @Nullable String id;
  private boolean known;

  public ConversationId(AiRequest request) {
    this.request = request;
  }

  /** 32 hexadecimal digits, or null when the body has neither system prompt nor user message. */
  public @Nullable String get() {
    if (!known) {
      id = request.conversation();
      known = true;
    }
    return id;
  }

  @Override
  public String toString() {
    return "ConversationId[" + (known ? id : "not asked for") + "]";
  }
}
