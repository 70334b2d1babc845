package dev.keyway.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The usual limits with one of them changed. */
final class Limits {

  private static final ClientLimits USUAL = ClientLimits.DEFAULTS;

  private Limits() {}

  static ClientLimits body(int bytes) {
    return limits(bytes, USUAL.concurrentRequests(), USUAL.headerTimeout(), USUAL.bodyTimeout());
  }

  /** Uploads of which this much is kept. */
  static ClientLimits upload(int kept, long most, Duration silence) {
    return new ClientLimits(
        kept,
        most,
        USUAL.concurrentRequests(),
        USUAL.headerBytes(),
        USUAL.headerTimeout(),
        silence,
        USUAL.idle());
  }

  static ClientLimits concurrent(int requests) {
    return limits(USUAL.requestBodyBytes(), requests, USUAL.headerTimeout(), USUAL.bodyTimeout());
  }

  static ClientLimits headerTimeout(Duration timeout) {
    return limits(
        USUAL.requestBodyBytes(), USUAL.concurrentRequests(), timeout, USUAL.bodyTimeout());
  }

  static ClientLimits bodyTimeout(Duration timeout) {
    return limits(
        USUAL.requestBodyBytes(), USUAL.concurrentRequests(), USUAL.headerTimeout(), timeout);
  }

  static ClientLimits idle(Duration idle) {
    return new ClientLimits(
        USUAL.requestBodyBytes(),
        USUAL.uploadBytes(),
        USUAL.concurrentRequests(),
        USUAL.headerBytes(),
        USUAL.headerTimeout(),
        USUAL.bodyTimeout(),
        idle);
  }

  /** How much of an answer is held back: of an error's body, of a whole answer, of a stream. */
  static UpstreamSettings held(int errorBytes, int answerBytes, int streamBytes) {
    UpstreamSettings usual = UpstreamSettings.DEFAULTS;
    return new UpstreamSettings(
        usual.connectionsPerProvider(),
        usual.connectTimeout(),
        usual.keepAlive(),
        usual.connectionLifetime(),
        usual.staleWithin(),
        usual.proxy(),
        usual.names(),
        errorBytes,
        answerBytes,
        streamBytes);
  }

  /** By way of a proxy. */
  static UpstreamSettings through(EgressProxy proxy) {
    UpstreamSettings usual = UpstreamSettings.DEFAULTS;
    return upstream(usual.connectionLifetime(), usual.staleWithin(), proxy, usual.names());
  }

  static UpstreamSettings connectionLifetime(Duration lifetime) {
    UpstreamSettings usual = UpstreamSettings.DEFAULTS;
    return upstream(lifetime, usual.staleWithin(), null, usual.names());
  }

  static UpstreamSettings staleWithin(Duration time) {
    UpstreamSettings usual = UpstreamSettings.DEFAULTS;
    return upstream(usual.connectionLifetime(), time, null, usual.names());
  }

  static UpstreamSettings names(NameSettings names) {
    UpstreamSettings usual = UpstreamSettings.DEFAULTS;
    return upstream(usual.connectionLifetime(), usual.staleWithin(), null, names);
  }

  private static UpstreamSettings upstream(
      Duration lifetime, Duration staleWithin, @Nullable EgressProxy proxy, NameSettings names) {
    UpstreamSettings usual = UpstreamSettings.DEFAULTS;
    return new UpstreamSettings(
        usual.connectionsPerProvider(),
        usual.connectTimeout(),
        usual.keepAlive(),
        lifetime,
        staleWithin,
        proxy,
        names,
        usual.heldErrorBytes(),
        usual.heldAnswerBytes(),
        usual.heldStreamBytes());
  }

  private static ClientLimits limits(int body, int concurrent, Duration head, Duration bodyTime) {
    return new ClientLimits(
        body, USUAL.uploadBytes(), concurrent, USUAL.headerBytes(), head, bodyTime, USUAL.idle());
  }
}
