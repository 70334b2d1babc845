package dev.keyway.testkit.kong;

import dev.keyway.testkit.kong.Outcome.Answered;
import dev.keyway.testkit.openresty.LuaError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request's dealings with the plugin server. A connection goes back to the pool when its call
 * has been answered; any other stays open, of no use, until the request ends.
 */
final class Event implements Instances.Server, AutoCloseable {

  /** The fields of {@code RpcCall}, {@code RpcReturn} and what is in them. */
  private static final int SEQUENCE = 1;

  private static final int START_INSTANCE = 33;
  private static final int CLOSE_INSTANCE = 35;
  private static final int HANDLE_EVENT = 36;
  private static final int INSTANCE_STATUS = 33;
  private static final int INSTANCE_STATUS_ID = 2;

  private final Worker worker;
  private final KongRequest request;
  private final List<PluginConnection> open = new ArrayList<>();

  Event(Worker worker, KongRequest request) {
    this.worker = worker;
    this.request = request;
  }

  @Override
  public int start(Configured configured) throws CallFailed {
    MessageWriter start =
        new MessageWriter().string(1, configured.plugin().name()).string(2, configured.json());
    Sent sent = send(START_INSTANCE, start);
    String status = returned(sent).stringOrNull(INSTANCE_STATUS);
    if (status == null) {
      throw new LuaError("attempt to index field 'instance_status' (a nil value)");
    }
    return (int) Message.parse(status).number(INSTANCE_STATUS_ID);
  }

  @Override
  public void close(int instance) throws CallFailed {
    returned(send(CLOSE_INSTANCE, new MessageWriter().number(1, instance)));
  }

  /** Has the plugin look at the request. Null when it lets it pass. */
  @Nullable Answered handle(int instance) throws CallFailed {
    Sent sent = send(HANDLE_EVENT, new MessageWriter().number(1, instance).string(2, "access"));
    Answered exit = serve(sent.connection);
    if (exit == null) {
      returned(sent);
    }
    return exit;
  }

  /** A call that is under way. */
  private record Sent(PluginConnection connection, long sequence) {}

  private Sent send(int command, MessageWriter arguments) throws CallFailed {
    long sequence = worker.nextSequence();
    PluginConnection connection = worker.connect();
    open.add(connection);
    connection.write(
        new MessageWriter()
            .number(SEQUENCE, sequence)
            .present(command, arguments.message(worker.chance()))
            .message(worker.chance()));
    return new Sent(connection, sequence);
  }

  /** Does what the server asks for until it has no more to ask. */
  private @Nullable Answered serve(PluginConnection connection) throws CallFailed {
    for (String method = connection.readFrame(); !method.isEmpty(); ) {
      String argument = connection.readFrame();
      Pdk.Call call = Pdk.find(method);
      if (call == null) {
        throw new CallFailed("method \"%s\" not found".formatted(method));
      }
      switch (call.on(request, argument, worker.chance())) {
        case Pdk.Reply.Exit(Answered answer) -> {
          return answer;
        }
        case Pdk.Reply.Frame(String payload) -> connection.write(payload);
      }
      method = connection.readFrame();
    }
    return null;
  }

  /** The connection is free again before Kong looks at what came over it. */
  private Message returned(Sent sent) throws CallFailed {
    String frame = sent.connection.readFrame();
    open.remove(sent.connection);
    worker.keep(sent.connection);
    Message message = Message.parse(frame);
    if (message.number(SEQUENCE) != sent.sequence) {
      throw new LuaError("assertion failed!");
    }
    return message;
  }

  @Override
  public void close() {
    open.forEach(PluginConnection::close);
  }
}
