package dev.keyway.scripted;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text about to be said in some format.
 *
 * @param number the request's number, for ids
 * @param prompt what was asked
 * @param deltas the text in pieces
 * @param usage what it cost
 * @param call the function it wishes to call instead of saying something; only where a model
 *     converses
 */
record Speech(
    int number, Prompt prompt, List<String> deltas, Usage usage, @Nullable ToolCall call) {

  /** A fixed time (2025-10-09T08:53:20Z), so that equal requests get equal answers. */
  static final long CREATED = 1_760_000_000L;

  String model() {
    return prompt.model().isEmpty() ? "unnamed" : prompt.model();
  }

  String text() {
    return String.join("", deltas);
  }
}
