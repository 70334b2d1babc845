package dev.keyway.server.daemon;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where one host gateway asks.
 *
 * @param door its address, for the operator
 * @param stopAccepting takes no new requests
 * @param awaitEnd waits until none is under way any more, for at most so long
 * @param close ends everything at once
 */
record Adapter(String door, Runnable stopAccepting, Consumer<Duration> awaitEnd, Runnable close) {}
