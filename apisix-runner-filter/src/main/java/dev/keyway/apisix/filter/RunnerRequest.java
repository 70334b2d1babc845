package dev.keyway.apisix.filter;

import static java.util.Objects.requireNonNullElse;

import dev.keyway.apisix.ApisixRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request as APISIX's runner hands it to filters. */
record RunnerRequest(HttpRequest asked) implements ApisixRequest {

  @Override
  public String method() {
    return asked.getMethod().name();
  }

  @Override
  public String path() {
    return requireNonNullElse(asked.getPath(), "/");
  }

  /** The runner writes the bytes of any address as numbers with dots between them. */
  @Override
  public InetAddress source() {
    String text = requireNonNullElse(asked.getSourceIP(), "");
    String[] numbers = text.split("\\.", -1);
    byte[] bytes = new byte[numbers.length];
    try {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Integer.parseInt(numbers[i]);
      }
      return InetAddress.getByAddress(bytes);
    } catch (NumberFormatException | UnknownHostException e) {
      throw new IllegalStateException("the runner knows no client address", e);
    }
  }

  /** The runner itself finds a header only in the case that it was sent in. */
  @Override
  public @Nullable String header(String name) {
    for (Map.Entry<String, @Nullable String> header : asked.getHeaders().entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return requireNonNullElse(header.getValue(), "");
      }
    }
    return null;
  }

  @Override
  public @Nullable String variable(String name) {
    return asked.getVars(name);
  }
}
