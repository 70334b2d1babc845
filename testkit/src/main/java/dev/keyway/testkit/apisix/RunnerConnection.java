package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.Cosocket;
import io.github.api7.A6.Err.Code;
import io.github.api7.A6.Err.Resp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A worker's connection to the runner: frames of a type (a byte) and a length (three bytes,
 * big-endian) each.
 *
 * @param running held by who runs in the worker; others do while this waits for the socket
 */
record RunnerConnection(Cosocket socket, ReentrantLock running) implements AutoCloseable {

  static final String TOKEN_NOT_FOUND = "conf token not found";

  private static final int MOST_BYTES = (1 << 24) - 1;
  private static final int HEADER_BYTES = 4;
  private static final int TYPE_SHIFT = 24;

  void send(int type, ByteBuffer message) throws CallFailed {
    int length = message.remaining();
    if (length > MOST_BYTES) {
      throw new CallFailed("the max length of data is %d but got %d".formatted(MOST_BYTES, length));
    }
    ByteBuffer frame =
        ByteBuffer.allocate(HEADER_BYTES + length)
            .putInt(type << TYPE_SHIFT | length)
            .put(message)
            .flip();
    yielding(() -> {
      socket.send(frame);
      return frame;
    });
  }

  /** The next frame, unless it is an error. */
  Frame receive() throws CallFailed {
    int header = yielding(() -> socket.receive(HEADER_BYTES)).getInt();
    int length = header & MOST_BYTES;
    Frame frame =
        new Frame(
            header >>> TYPE_SHIFT, length == 0 ? null : yielding(() -> socket.receive(length)));
    if (frame.type() == Frame.ERROR) {
      throw new CallFailed(error(frame.message()));
    }
    return frame;
  }

  private static String error(ByteBuffer message) {
    int code = Messages.read(() -> Resp.getRootAsResp(message).code());
    return switch (code) {
      case Code.BAD_REQUEST -> "bad request";
      case Code.SERVICE_UNAVAILABLE -> "service unavailable";
      case Code.CONF_TOKEN_NOT_FOUND -> TOKEN_NOT_FOUND;
      default -> "unknown err " + code;
    };
  }

  /** Runs something that may wait. */
  void whileOthersRun(Runnable action) {
    running.unlock();
    try {
      action.run();
    } finally {
      running.lock();
    }
  }

  private interface Waiting {
    ByteBuffer run() throws IOException;
  }

  private ByteBuffer yielding(Waiting waiting) throws CallFailed {
    running.unlock();
    try {
      return waiting.run();
    } catch (IOException e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    } finally {
      running.lock();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
