package dev.keyway.kong.pdk;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.keyway.kong.pdk.wire.Text;

/** One event: what a plugin sees of Kong until it returns or has answered the client. */
final class Event implements Kong {

  private final Calls calls;
  private boolean exited;
  private boolean over;

  Event(Calls calls) {
    this.calls = calls;
  }

  void tell(PdkCall call, MessageLite arguments) throws KongGoneException {
    requireUnderWay(call);
    calls.tell(call, arguments);
  }

  <M> M ask(PdkCall call, MessageLite arguments, Parser<M> reply) throws KongGoneException {
    requireUnderWay(call);
    return calls.ask(call, arguments, reply);
  }

  /**
   * Calls a function whose reply is read later, by {@link #reply}; replies come in the order of the
   * calls.
   */
  void ahead(PdkCall call, MessageLite arguments) throws KongGoneException {
    requireUnderWay(call);
    calls.ahead(call, arguments);
  }

  <M> M reply(PdkCall call, Parser<M> reply) throws KongGoneException {
    return calls.reply(call, reply);
  }

  void exit(MessageLite arguments) throws KongGoneException {
    requireUnderWay(PdkCall.EXIT);
    exited = true;
    calls.tellLast(PdkCall.EXIT, arguments);
  }

  private void requireUnderWay(PdkCall call) {
    if (exited || over) {
      throw new IllegalStateException(
          "%s after the event %s".formatted(call, exited ? "ended with exit" : "was handled"));
    }
  }

  boolean exited() {
    return exited;
  }

  /** The plugin has returned. */
  void end() {
    over = true;
  }

  @Override
  public Client client() {
    return new ClientCalls(this);
  }

  @Override
  public Request request() {
    return new RequestCalls(this);
  }

  @Override
  public Service service() {
    return new ServiceCalls(this);
  }

  @Override
  public Response response() {
    return new ResponseCalls(this);
  }

  @Override
  public Shared shared() {
    return new SharedCalls(this);
  }

  @Override
  public Router router() {
    return new RouterCalls(this);
  }

  @Override
  public Log log() {
    return new LogCalls(this);
  }

  @Override
  public Nginx nginx() {
    return name ->
        Texts.readUnlessEmpty(ask(PdkCall.GET_VAR, Texts.argument(name), Text.parser()).getV());
  }
}
