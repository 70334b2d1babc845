package dev.keyway.bench.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.keyway.kong.pdk.wire.CmdHandleEvent;
import dev.keyway.kong.pdk.wire.CmdStartInstance;
import dev.keyway.kong.pdk.wire.ConsumerEntity;
import dev.keyway.kong.pdk.wire.Identity;
import dev.keyway.kong.pdk.wire.RpcCall;
import dev.keyway.kong.pdk.wire.RpcReturn;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One of Kong's. It sends each message's length on its own, as Kong does. */
final class KongConnection extends Connection {

  private static final ByteString ACCESS = ByteString.copyFromUtf8("access");
  private static final ByteString GET_CONSUMER =
      ByteString.copyFromUtf8("kong.client.get_consumer");
  private static final ByteString GET_CREDENTIAL =
      ByteString.copyFromUtf8("kong.client.get_credential");
  private static final ByteString EXIT = ByteString.copyFromUtf8("kong.response.exit");
  private static final ByteString ALICE =
      ConsumerEntity.newBuilder()
          .setId(ByteString.copyFromUtf8("9c0b2a7e-6f4d-4a3b-8c2d-1e0f9a8b7c6d"))
          .setUsername(ByteString.copyFromUtf8("alice"))
          .addTags(ByteString.copyFromUtf8("gold"))
          .addTags(ByteString.copyFromUtf8("eu"))
          .build()
          .toByteString();

  private static final ByteString KEY_OF_ALICE =
      Identity.newBuilder()
          .setId(ByteString.copyFromUtf8("0d9f6c1e-2b3a-4c5d-8e7f-123456789abc"))
          .build()
          .toByteString();

  /** What comes next from the server. */
  private enum Next {
    FUNCTION,
    ARGUMENTS,
    RETURN
  }

  private Next next = Next.FUNCTION;
  private ByteString function = ByteString.EMPTY;
  private long sequence = 1;

  KongConnection(UnixDomainSocketAddress address, Workers workers) throws IOException {
    super(address, ByteOrder.LITTLE_ENDIAN, workers);
  }

  @Override
  void askToPrepare(String plugin, String configJson) throws IOException {
    CmdStartInstance command =
        CmdStartInstance.newBuilder()
            .setName(ByteString.copyFromUtf8(plugin))
            .setConfig(ByteString.copyFromUtf8(configJson))
            .build();
    next = Next.RETURN; // No calls come before the answer to this command, nor the end of them.
    send(RpcCall.newBuilder().setSequence(sequence).setCmdStartInstance(command).build());
  }

  @Override
  void ask(int instance) throws IOException {
    CmdHandleEvent event =
        CmdHandleEvent.newBuilder().setInstanceId(instance).setEventName(ACCESS).build();
    send(RpcCall.newBuilder().setSequence(++sequence).setCmdHandleEvent(event).build());
  }

  @Override
  int length(int head) {
    return head;
  }

  @Override
  void take(int head, ByteBuffer payload) throws IOException {
    ByteString message = ByteString.copyFrom(payload);
    switch (next) {
      case FUNCTION -> {
        function = message;
        next = message.isEmpty() ? Next.RETURN : Next.ARGUMENTS;
      }
      case ARGUMENTS -> {
        next = Next.FUNCTION;
        if (function.equals(EXIT)) {
          denied();
        } else {
          send(reply());
        }
      }
      case RETURN -> {
        next = Next.FUNCTION;
        if (isPrepared()) {
          ended();
        } else {
          prepared(RpcReturn.parseFrom(message).getInstanceStatus().getInstanceId());
        }
      }
    }
  }

  private ByteString reply() {
    if (function.equals(GET_CONSUMER)) {
      return ALICE;
    }
    return function.equals(GET_CREDENTIAL) ? KEY_OF_ALICE : ByteString.EMPTY;
  }

  private void send(MessageLite message) throws IOException {
    send(message.toByteString());
  }

  private void send(ByteString message) throws IOException {
    out.putInt(message.size());
    flush();
    message.copyTo(out);
    flush();
  }
}
