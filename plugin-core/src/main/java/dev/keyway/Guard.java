package dev.keyway;

import dev.keyway.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Whether a caller may reach an {@code ai-gateway} action: what its door says of it. */
public interface Guard {

  /**
   * Why it may not, or null when it may.
   *
   * @param requireAuthenticated whether the action refuses callers nobody vouches for
   */
  @Nullable Refusal refusal(boolean requireAuthenticated);
}
