package dev.keyway.envoy;

import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A filter's stream, as Envoy opens it for a request. */
final class RehearsedFilter implements StreamObserver<ProcessingResponse> {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final StreamObserver<ProcessingRequest> asking;
  private volatile CompletableFuture<ProcessingResponse> answer = new CompletableFuture<>();

  private RehearsedFilter(Channel channel) {
    asking =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(ExternalProcessor.PROCESS, CallOptions.DEFAULT), this);
  }

  /**
   * Opens one.
   *
   * @param metadata the filter's, without the prefix of all names
   */
  static RehearsedFilter open(Channel channel, Map<String, String> metadata) {
    Metadata all = new Metadata();
    put(all, "version", FilterSettings.VERSION);
    metadata.forEach((name, value) -> put(all, name, value));
    return new RehearsedFilter(
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(all)));
  }

  private static void put(Metadata metadata, String name, String value) {
    metadata.put(Metadata.Key.of("x-keyway-" + name, Metadata.ASCII_STRING_MARSHALLER), value);
  }

  /**
   * Says a message, and waits for its answer.
   *
   * @throws IOException when none comes, or one that ends the request
   */
  ProcessingResponse say(ProcessingRequest message) throws IOException {
    CompletableFuture<ProcessingResponse> awaited = new CompletableFuture<>();
    answer = awaited;
    asking.onNext(message);
    ProcessingResponse response = await(awaited);
    if (response.hasImmediateResponse()) {
      throw new IOException(
          "the external processor refuses its own rehearsal: "
              + response.getImmediateResponse().getDetails());
    }
    return response;
  }

  /** Says the last message, which nothing is answered, and waits until the stream is ended. */
  void tell(ProcessingRequest message) throws IOException {
    asking.onNext(message);
    await(ended);
  }

  private static <T> T await(CompletableFuture<T> awaited) throws IOException {
    try {
      return awaited.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the external processor does not answer its own rehearsal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the rehearsal was interrupted", e);
    }
  }

  @Override
  public void onNext(ProcessingResponse response) {
    answer.complete(response);
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
    ended.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    ended.complete(null);
  }
}
