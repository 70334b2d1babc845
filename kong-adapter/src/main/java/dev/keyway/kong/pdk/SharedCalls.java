package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.wire.KV;
import dev.keyway.kong.pdk.wire.Value;
import org.jspecify.annotations.Nullable;

record SharedCalls(Event event) implements Shared {

  @Override
  public @Nullable Object get(String name) throws KongGoneException {
    return Values.read(event.ask(PdkCall.GET_SHARED, Texts.argument(name), Value.parser()));
  }

  @Override
  public void set(String name, Object value) throws KongGoneException {
    event.tell(
        PdkCall.SET_SHARED,
        KV.newBuilder().setK(ByteString.copyFromUtf8(name)).setV(Values.of(value)).build());
  }
}
