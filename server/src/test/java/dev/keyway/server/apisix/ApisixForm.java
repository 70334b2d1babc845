package dev.keyway.server.apisix;

import dev.keyway.testkit.GatewaySetup;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** One of the forms in which Keyway answers APISIX: how the runner is started, with its relay. */
@FunctionalInterface
interface ApisixForm {

  /**
   * Starts both.
   *
   * @param socket where APISIX asks
   */
  Running start(GatewaySetup setup, Path socket) throws Exception;

  /** Both of them. */
  interface Running extends AutoCloseable {

    /** Where APISIX's routes lead. */
    URI relay();

    /** Looks at once whether the files of policies have changed. Returns before they count. */
    void reload();

    /** Ends both and starts them again in the same place. */
    void restart();

    /** The decision records so far, as soon as there are so many. */
    List<String> awaitRecords(int count);

    @Override
    void close();
  }
}
