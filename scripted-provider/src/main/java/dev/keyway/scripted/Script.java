package dev.keyway.scripted;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to answer to the requests one {@link Match} accepts: queued replies once each, then the
 * standing one if there is any. May be changed at any time by any thread.
 */
public final class Script {

  private final Queue<Reply> queue = new ArrayDeque<>();
  private @Nullable Reply standing;

  Script() {}

  /** Queues replies, each for one request. */
  public synchronized Script answer(Reply... replies) {
    queue.addAll(List.of(replies));
    return this;
  }

  /** Replies so whenever the queue is empty. Replaces what stood before. */
  public synchronized Script always(Reply reply) {
    standing = reply;
    return this;
  }

  /** Forgets everything: less specific scripts, in the end the echo, answer again. */
  public synchronized Script forget() {
    queue.clear();
    standing = null;
    return this;
  }

  synchronized boolean isSilent() {
    return queue.isEmpty() && standing == null;
  }

  /** Takes the next reply if it passes; null when there is none or it doesn't. */
  synchronized @Nullable Reply take(Predicate<Reply> wanted) {
    Reply next = queue.peek();
    if (next != null) {
      return wanted.test(next) ? queue.remove() : null;
    }
    return standing != null && wanted.test(standing) ? standing : null;
  }
}
