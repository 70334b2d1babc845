package dev.keyway.kong.pdk;

import dev.keyway.kong.pdk.wire.Identity;
import dev.keyway.kong.pdk.wire.Text;
import org.jspecify.annotations.Nullable;

record RouterCalls(Event event) implements Router {

  @Override
  public @Nullable Entity route() throws KongGoneException {
    return entity(PdkCall.GET_ROUTE);
  }

  @Override
  public @Nullable Entity service() throws KongGoneException {
    return entity(PdkCall.GET_SERVICE);
  }

  private @Nullable Entity entity(PdkCall call) throws KongGoneException {
    var entity = event.ask(call, Text.getDefaultInstance(), Identity.parser());
    return entity.getId().isEmpty()
        ? null
        : new Entity(Texts.read(entity.getId()), Texts.readUnlessEmpty(entity.getName()));
  }
}
