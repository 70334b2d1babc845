package dev.keyway.kong.pdk;

import dev.keyway.kong.pdk.wire.ListValue;

record LogCalls(Event event) implements Log {

  private void log(PdkCall call, String message) throws KongGoneException {
    event.tell(call, ListValue.newBuilder().addValues(Values.of(message)).build());
  }

  @Override
  public void err(String message) throws KongGoneException {
    log(PdkCall.LOG_ERR, message);
  }

  @Override
  public void warn(String message) throws KongGoneException {
    log(PdkCall.LOG_WARN, message);
  }

  @Override
  public void notice(String message) throws KongGoneException {
    log(PdkCall.LOG_NOTICE, message);
  }

  @Override
  public void info(String message) throws KongGoneException {
    log(PdkCall.LOG_INFO, message);
  }

  @Override
  public void debug(String message) throws KongGoneException {
    log(PdkCall.LOG_DEBUG, message);
  }
}
