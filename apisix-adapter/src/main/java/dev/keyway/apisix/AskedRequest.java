package dev.keyway.apisix;

import dev.keyway.apisix.runner.A6Request;
import dev.keyway.apisix.runner.ApisixGoneException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that APISIX asks our own runner about.
 *
 * @param variables the values of {@link ApisixRequest#VARIABLES}, in their order
 */
record AskedRequest(A6Request asked, List<@Nullable String> variables) implements ApisixRequest {

  /** One round trip. */
  static AskedRequest of(A6Request asked) throws ApisixGoneException {
    return new AskedRequest(asked, asked.variables(VARIABLES.toArray(String[]::new)));
  }

  @Override
  public String method() {
    return asked.method();
  }

  @Override
  public String path() {
    return asked.path();
  }

  @Override
  public InetAddress source() {
    return asked.source();
  }

  @Override
  public @Nullable String header(String name) {
    return asked.header(name);
  }

  @Override
  public @Nullable String variable(String name) {
    return variables.get(VARIABLES.indexOf(name));
  }
}
