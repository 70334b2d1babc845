package dev.keyway.kong.pdk;

import dev.keyway.kong.pdk.wire.ConsumerEntity;
import dev.keyway.kong.pdk.wire.Identity;
import dev.keyway.kong.pdk.wire.Int;
import dev.keyway.kong.pdk.wire.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

record ClientCalls(Event event) implements Client {

  private static final Text NOTHING = Text.getDefaultInstance();

  @Override
  public @Nullable Authenticated authenticated() throws KongGoneException {
    event.ahead(PdkCall.GET_CONSUMER, NOTHING);
    event.ahead(PdkCall.GET_CREDENTIAL, NOTHING);
    Consumer consumer = read(event.reply(PdkCall.GET_CONSUMER, ConsumerEntity.parser()));
    String credential = read(event.reply(PdkCall.GET_CREDENTIAL, Identity.parser()));
    return consumer == null ? null : new Authenticated(consumer, credential);
  }

  @Override
  public @Nullable Consumer consumer() throws KongGoneException {
    return read(event.ask(PdkCall.GET_CONSUMER, NOTHING, ConsumerEntity.parser()));
  }

  private static @Nullable Consumer read(ConsumerEntity consumer) {
    if (consumer.getId().isEmpty()) {
      return null;
    }
    List<String> tags = new ArrayList<>(consumer.getTagsCount());
    consumer.getTagsList().forEach(tag -> tags.add(Texts.read(tag)));
    return new Consumer(
        Texts.read(consumer.getId()),
        Texts.readUnlessEmpty(consumer.getUsername()),
        Texts.readUnlessEmpty(consumer.getCustomId()),
        tags);
  }

  @Override
  public @Nullable String credential() throws KongGoneException {
    return read(event.ask(PdkCall.GET_CREDENTIAL, NOTHING, Identity.parser()));
  }

  private static @Nullable String read(Identity credential) {
    return Texts.readUnlessEmpty(credential.getId());
  }

  @Override
  public String ip() throws KongGoneException {
    return Texts.read(event.ask(PdkCall.GET_IP, NOTHING, Text.parser()).getV());
  }

  @Override
  public String forwardedIp() throws KongGoneException {
    return Texts.read(event.ask(PdkCall.GET_FORWARDED_IP, NOTHING, Text.parser()).getV());
  }

  @Override
  public int port() throws KongGoneException {
    return event.ask(PdkCall.GET_PORT, NOTHING, Int.parser()).getV();
  }
}
