package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.wire.ExitArgs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record ResponseCalls(Event event) implements Response {

  @Override
  public void exit(int status, byte @Nullable [] body, Map<String, List<String>> headers)
      throws KongGoneException {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("status %d: Kong takes 100 to 599".formatted(status));
    }
    ExitArgs.Builder arguments = ExitArgs.newBuilder().setStatus(status);
    if (body != null) {
      arguments.setBody(ByteString.copyFrom(body));
    }
    if (!headers.isEmpty()) {
      arguments.setHeaders(Values.ofHeaders(headers));
    }
    event.exit(arguments.build());
  }
}
