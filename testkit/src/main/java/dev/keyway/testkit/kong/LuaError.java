package dev.keyway.testkit.kong;

/** What Lua raises: Kong answers the request with 500, whatever its version. */
final class LuaError extends RuntimeException {

  private static final long serialVersionUID = 1;

  LuaError(String message) {
    super(message);
  }
}
