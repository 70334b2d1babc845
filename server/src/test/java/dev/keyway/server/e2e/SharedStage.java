package dev.keyway.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link ClientStage}: the same one for all classes of a run, for a daemon takes
 * seconds to start. Each test uses a model of its own, so that none sees what another does.
 */
final class SharedStage implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ClientStage.class;
  }

  @Override
  public ClientStage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedStage.class))
        .computeIfAbsent(ClientStage.class, key -> open(), ClientStage.class);
  }

  private static ClientStage open() {
    try {
      Path target = Files.createDirectories(Checkout.ROOT.resolve("server/target"));
      return ClientStage.open(Files.createTempDirectory(target, "clients-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
