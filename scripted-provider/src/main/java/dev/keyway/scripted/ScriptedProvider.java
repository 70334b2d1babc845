package dev.keyway.scripted;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A provider of language models on this machine that answers by script and records what it got. It
 * speaks HTTP/1.1 with keep-alive on 127.0.0.1. Unscripted it answers like a small model, at every
 * endpoint of OpenAI's API that Keyway serves, at rerank, and at Anthropic's messages; streamed
 * where the request wants it. It calls the functions it is offered and keeps to schemas.
 *
 * <p>All methods may be called by any thread at any time. {@link #close} ends every connection and
 * returns when they are gone.
 */
public final class ScriptedProvider implements AutoCloseable {

  private final Scripts scripts = new Scripts();
  private final Journal journal = new Journal();
  private final String name;
  private final Server server;

  private ScriptedProvider(String name, int port, @Nullable SSLContext tls) {
    Model model = new Model(name);
    this.name = name;
    this.server = new Server(port, tls, () -> new Connection(scripts, model, journal));
  }

  /** Starts a provider called {@code scripted} on a free port. */
  public static ScriptedProvider start() {
    return start("scripted");
  }

  /** Starts a provider on a free port; its unscripted answers name it so. */
  public static ScriptedProvider start(String name) {
    return start(name, 0);
  }

  /** Starts a provider on a given port, or on a free one if that is 0. */
  public static ScriptedProvider start(String name, int port) {
    return new ScriptedProvider(name, port, null);
  }

  /** Starts a provider that speaks TLS with the certificate of {@code tls}. */
  public static ScriptedProvider startSecured(String name, int port, SSLContext tls) {
    return new ScriptedProvider(name, port, tls);
  }

  /** The URL of a port where every connection is refused, for as long as this process lives. */
  public static URI refused() {
    return RefusedPort.url();
  }

  /**
   * The URL of a port where connecting never ends, for as long as this process lives.
   *
   * @throws IllegalStateException on a system that doesn't leave attempts unanswered when its queue
   *     is full, as Linux does
   */
  public static URI unreachable() {
    return UnreachablePort.url();
  }

  /** Where it listens: {@code http://127.0.0.1:PORT}, or {@code https}. */
  public URI url() {
    return server.url();
  }

  /** What goes into a policy as {@code base_url}: {@link #url} with {@code /v1}. */
  public URI baseUrl() {
    return URI.create(url() + "/v1");
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Queues replies to whatever is asked, each for one request. */
  public Script answer(Reply... replies) {
    return when(Match.any()).answer(replies);
  }

  /** Replies so to whatever is asked, once the queue is empty. */
  public Script always(Reply reply) {
    return when(Match.any()).always(reply);
  }

  /** The script for requests that present this provider key. */
  public Script whenKey(String key) {
    return when(Match.any().key(key));
  }

  /** The script for requests to this path, such as {@code /v1/chat/completions}. */
  public Script whenPath(String path) {
    return when(Match.any().path(path));
  }

  /** The script for requests for this model. */
  public Script whenModel(String model) {
    return when(Match.any().model(model));
  }

  /**
   * The script for the requests that {@code match} accepts; the same one each time. Where several
   * scripts have something to say, the one with more conditions does.
   */
  public Script when(Match match) {
    return scripts.when(match);
  }

  /** The requests received so far, in order. */
  public List<Received> received() {
    return journal.received();
  }

  /**
   * The requests received, as soon as there are {@code count}.
   *
   * @throws IllegalStateException when there aren't within {@code timeout}
   */
  public List<Received> awaitRequests(int count, Duration timeout) {
    return journal.awaitReceived(count, timeout);
  }

  /** The requests whose answer has been sent to its end, in the order of their ends. */
  public List<Received> completed() {
    return journal.completed();
  }

  /**
   * The requests answered to the end, as soon as there are {@code count}.
   *
   * @throws IllegalStateException when there aren't within {@code timeout}
   */
  public List<Received> awaitCompleted(int count, Duration timeout) {
    return journal.awaitCompleted(count, timeout);
  }

  /** The requests whose client closed the connection before it had the whole answer. */
  public List<Received> cancelled() {
    return journal.cancelled();
  }

  /**
   * The cancelled requests, as soon as there are {@code count}.
   *
   * @throws IllegalStateException when there aren't within {@code timeout}
   */
  public List<Received> awaitCancelled(int count, Duration timeout) {
    return journal.awaitCancelled(count, timeout);
  }

  /** How often something came that isn't HTTP; each time it answered 400 and closed. */
  public int malformedRequests() {
    return journal.malformedRequests();
  }

  /** How many connections clients have opened so far. */
  public int connections() {
    return journal.connections();
  }

  /** How many connections are open. */
  public int openConnections() {
    return journal.openConnections();
  }

  /**
   * Returns as soon as exactly {@code count} connections are open.
   *
   * @throws IllegalStateException when that isn't so within {@code timeout}
   */
  public void awaitOpenConnections(int count, Duration timeout) {
    journal.awaitOpenConnections(count, timeout);
  }

  /** How many bytes of answers the system has taken: stands still when a client doesn't read. */
  public long bytesSent() {
    return journal.bytesSent();
  }

  /** Keeps no more than the latest so many requests from now on; for long runs. Counts go on. */
  public void keepLatest(int requests) {
    journal.keep(requests);
  }

  @Override
  public void close() {
    server.close();
  }

  /** Names it and where it listens. */
  @Override
  public String toString() {
    return name + " at " + url() + ": " + journal;
  }
}
