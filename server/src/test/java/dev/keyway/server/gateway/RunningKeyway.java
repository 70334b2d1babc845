package dev.keyway.server.gateway;

import java.net.URI;
import java.util.List;

/** Keyway as a gateway has it behind itself: the daemon, and whatever else answers the gateway. */
public interface RunningKeyway extends AutoCloseable {

  /** Where the gateway's routes lead: the first listener. */
  URI relay();

  /** Looks at once whether the files of policies have changed. Returns before they count. */
  void reload();

  /** Ends all of it and starts it again in the same place. */
  void restart();

  /** The decision records so far, as soon as there are so many. */
  List<String> awaitRecords(int count);

  @Override
  void close();
}
