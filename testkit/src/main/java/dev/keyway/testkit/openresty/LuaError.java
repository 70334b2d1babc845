package dev.keyway.testkit.openresty;

/** What Lua raises: the gateway answers the request with 500. */
public final class LuaError extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LuaError(String message) {
    super(message);
  }
}
