package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.LuaError;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the runner said.
 *
 * @param payload null when it is of length 0
 */
record Frame(int type, @Nullable ByteBuffer payload) {

  static final int ERROR = 0;
  static final int PREPARE_CONF = 1;
  static final int HTTP_REQ_CALL = 2;
  static final int EXTRA_INFO = 3;
  static final int HTTP_RESP_CALL = 4;

  /** The message, of which Lua wants to have one. */
  ByteBuffer message() {
    if (payload == null) {
      throw new LuaError("Expect a integer size value or string to construct a binary array");
    }
    return payload;
  }
}
