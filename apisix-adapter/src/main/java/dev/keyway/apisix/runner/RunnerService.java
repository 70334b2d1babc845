package dev.keyway.apisix.runner;

import dev.keyway.socket.SocketConnection;
import dev.keyway.socket.SocketService;
import io.github.api7.A6.Err.Code;
import io.github.api7.A6.HTTPRespCall.Req;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * APISIX's frames on a connection, one after the other: prepare a configuration, say what becomes
 * of a request.
 *
 * @param plugins by their names
 */
record RunnerService(Map<String, A6Plugin> plugins, Confs confs, Complaints complaints)
    implements SocketService {

  private static final Stop NO_RESPONSES =
      Guarded.stop(
          "the runner's plugins decide on requests, not on answers: name them in ext-plugin-post-req,"
              + " not in ext-plugin-post-resp");

  @Override
  public void serve(SocketConnection connection) throws IOException {
    Frames frames = new Frames(connection);
    Messages messages = new Messages(frames);
    while (frames.next() && connection.begin()) {
      answer(frames, messages);
      frames.flush();
      connection.rest();
    }
  }

  private void answer(Frames frames, Messages messages) throws ApisixGoneException {
    try {
      switch (frames.type()) {
        case Frames.PREPARE_CONF -> messages.token(prepare(frames.payload()));
        case Frames.HTTP_REQ_CALL -> call(frames, messages);
        case Frames.HTTP_RESP_CALL -> {
          ByteBuffer message = frames.payload();
          messages.replaced(ReadTexts.checked(() -> Req.getRootAsReq(message).id()), NO_RESPONSES);
        }
        default -> throw new Malformed("a frame of type " + frames.type());
      }
    } catch (Malformed e) {
      complaints.badRequest(e);
      messages.error(Code.BAD_REQUEST);
    }
  }

  private int prepare(ByteBuffer message) {
    ConfRequest request = ConfRequest.read(message);
    return confs.token(
        request.identity(), () -> Conf.of(request.key(), request.entries(), plugins));
  }

  private void call(Frames frames, Messages messages) throws ApisixGoneException {
    ByteBuffer message = frames.payload();
    ReadRequest request =
        ReadRequest.of(
            ByteBuffer.allocate(message.remaining()).put(message).flip(),
            new Questions(frames, messages));
    long id = request.id();
    Conf conf = confs.use(request.token());
    if (conf == null) {
      // APISIX has its configurations prepared again, and asks again.
      messages.error(Code.CONF_TOKEN_NOT_FOUND);
      return;
    }
    Action action = conf.action(request);
    request.end();
    messages.action(id, action);
  }
}
