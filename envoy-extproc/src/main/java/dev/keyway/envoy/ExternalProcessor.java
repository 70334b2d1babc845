package dev.keyway.envoy;

import dev.keyway.Defect;
import dev.keyway.envoy.Conversation.Reply;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Format;
import dev.keyway.request.RefusalResponse;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gRPC service that Envoy's {@code ext_proc} filters call: a stream for each filter a request
 * goes through. It carries messages between Envoy and a {@link Conversation}, and waits for
 * nothing.
 */
final class ExternalProcessor implements ServerCallHandler<ProcessingRequest, ProcessingResponse> {

  /** {@code envoy/service/ext_proc/v3/external_processor.proto}. */
  private static final String SERVICE = "envoy.service.ext_proc.v3.ExternalProcessor";

  static final MethodDescriptor<ProcessingRequest, ProcessingResponse> PROCESS =
      MethodDescriptor.<ProcessingRequest, ProcessingResponse>newBuilder()
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Process"))
          .setRequestMarshaller(ProtoUtils.marshaller(ProcessingRequest.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(ProcessingResponse.getDefaultInstance()))
          .build();

  private static final Logger LOG = LoggerFactory.getLogger(ExternalProcessor.class);

  private final Function<FilterSettings, Conversation> stages;

  /**
   * @param stages what talks with a filter, by what its configuration says
   */
  ExternalProcessor(Function<FilterSettings, Conversation> stages) {
    this.stages = stages;
  }

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(SERVICE).addMethod(PROCESS, this).build();
  }

  @Override
  public ServerCall.Listener<ProcessingRequest> startCall(
      ServerCall<ProcessingRequest, ProcessingResponse> call, Metadata metadata) {
    call.request(1);
    return new Talk(call, conversation(FilterSettings.of(metadata)));
  }

  private Conversation conversation(FilterSettings.Reading reading) {
    return switch (reading) {
      case FilterSettings.Read(FilterSettings settings) -> stages.apply(settings);
      case FilterSettings.Unfit(String why) -> any -> Reply.last(Unexpected.filter(why));
    };
  }

  /**
   * One stream. Its messages come one after another; what takes long is answered on a thread of its
   * own meanwhile, so the end of the stream may come in between.
   */
  private static final class Talk extends ServerCall.Listener<ProcessingRequest> {

    private final ServerCall<ProcessingRequest, ProcessingResponse> call;
    private final Conversation conversation;
    private boolean begun;
    private boolean answering;
    private boolean closed;
    private boolean ended;

    Talk(ServerCall<ProcessingRequest, ProcessingResponse> call, Conversation conversation) {
      this.call = call;
      this.conversation = conversation;
    }

    @Override
    public void onMessage(ProcessingRequest message) {
      if (isClosed()) {
        return;
      }
      begin();
      if (conversation.takesLong(message)) {
        Thread.ofVirtual().start(() -> answer(reply(message)));
      } else {
        answer(reply(message));
      }
    }

    private synchronized boolean isClosed() {
      return closed;
    }

    private synchronized void begin() {
      answering = true;
    }

    private void answer(Reply reply) {
      boolean over;
      synchronized (this) {
        answering = false;
        over = closed;
        if (!over) {
          send(reply);
        }
      }
      if (over) {
        end();
      }
    }

    private void send(Reply reply) {
      if (reply.response() != null) {
        if (!begun) {
          begun = true;
          call.sendHeaders(new Metadata());
        }
        call.sendMessage(reply.response());
      }
      if (reply.last()) {
        close();
      } else {
        call.request(1);
      }
    }

    private Reply reply(ProcessingRequest message) {
      try {
        return conversation.take(message);
      } catch (RuntimeException | Error defect) {
        // An Error, too: else its request would hold a key, and Envoy wait, for ever.
        LOG.error("Envoy's request met a defect: {}", Defect.place(defect));
        return Reply.last(defect());
      }
    }

    private static ProcessingResponse defect() {
      return Denial.of(
          RefusalResponse.of(
              Refusal.of(
                  ErrorCode.INTERNAL,
                  "this gateway met a defect of its own; its log has the place"),
              Format.OPENAI),
          "internal");
    }

    @Override
    public void onHalfClose() {
      close();
      end();
    }

    @Override
    public void onCancel() {
      synchronized (this) {
        closed = true;
      }
      end();
    }

    @Override
    public void onComplete() {
      end();
    }

    private synchronized void close() {
      if (!closed) {
        closed = true;
        call.close(Status.OK, new Metadata());
      }
    }

    /** Not while a message is being answered: a conversation is nothing for two threads. */
    private void end() {
      synchronized (this) {
        if (ended || answering) {
          return;
        }
        ended = true;
      }
      try {
        conversation.ended();
      } catch (RuntimeException defect) {
        LOG.error("Envoy's request could not be settled: {}", Defect.place(defect));
      }
    }
  }
}
