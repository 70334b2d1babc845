package dev.keyway.kong.pdk;

/**
 * One request, as Kong's plugin development kit shows it in the {@code access} phase. The names are
 * Kong's own: {@code kong.client.get_consumer} is {@code client().consumer()}.
 *
 * <p>Methods that return something wait for Kong's reply, a round trip. Methods that return nothing
 * don't: they are sent with what comes next, and an error of theirs (Kong then answers 500 to the
 * client) shows as a {@link KongGoneException} of a later call, or not at all.
 *
 * <p>A reply that can't be read ends no event: the method throws {@link UnreadableReply}, and other
 * calls may follow.
 *
 * <p>After {@link Response#exit} every call throws {@link IllegalStateException}.
 */
public interface Kong {

  /** Who asks: {@code kong.client}. */
  Client client();

  /** What came from the client: {@code kong.request}. */
  Request request();

  /** What goes to the upstream: {@code kong.service}. */
  Service service();

  /** An answer to the client: {@code kong.response}. */
  Response response();

  /** What plugins tell each other about this request: {@code kong.ctx.shared}. */
  Shared shared();

  /** What Kong's router chose: {@code kong.router}. */
  Router router();

  /** Kong's log: {@code kong.log}. */
  Log log();

  /** What nginx knows: {@code kong.nginx}. */
  Nginx nginx();
}
