package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Cosocket;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.LuaError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A worker's connection to the plugin server: frames of a length (4 bytes, little-endian) each. */
record PluginConnection(Cosocket socket) implements AutoCloseable {

  private static final int HEADER_BYTES = 4;

  /** Length and payload are two separate sends; when one fails, Lua raises. */
  void write(String payload) {
    byte[] bytes = Lua.bytes(payload);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      socket.send(header.putInt(bytes.length).flip());
      socket.send(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new LuaError(String.valueOf(e.getMessage()));
    }
  }

  String readFrame() throws CallFailed {
    try {
      int length = socket.receive(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
      return Lua.string(socket.receive(length).array());
    } catch (IOException e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
