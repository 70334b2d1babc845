package dev.keyway.scripted;

/**
 * Chooses the answer when the request is known. An {@link Answer} is the reply that is always
 * itself.
 */
@FunctionalInterface
public interface Reply {

  /** The answer to this request. Called on a network thread: it must not block. */
  Answer to(Received request);
}
