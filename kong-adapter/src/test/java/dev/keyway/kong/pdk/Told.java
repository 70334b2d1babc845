package dev.keyway.kong.pdk;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin of one function. What it throws beside {@link KongGoneException} is the test's. */
final class Told implements KongPlugin {

  /** What an instance does with an event. */
  @FunctionalInterface
  interface Access {
    void handle(Kong kong) throws Exception;
  }

  final Queue<String> configs = new ConcurrentLinkedQueue<>();
  final AtomicInteger closed = new AtomicInteger();
  private final Access access;

  Told(Access access) {
    this.access = access;
  }

  @Override
  public String name() {
    return "told";
  }

  @Override
  public PluginInstance start(byte[] configJson) {
    configs.add(Texts.read(com.google.protobuf.ByteString.copyFrom(configJson)));
    return new PluginInstance() {
      @Override
      public void access(Kong kong) throws KongGoneException {
        try {
          access.handle(kong);
        } catch (KongGoneException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
