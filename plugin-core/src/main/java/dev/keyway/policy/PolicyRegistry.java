package dev.keyway.policy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies that requests run under: the operator's by name, those from host gateways' route
 * configuration by digest. Safe for use by many threads; it starts none, and looking a policy up
 * never waits.
 */
public final class PolicyRegistry {

  private volatile InlinePolicies inline;
  private volatile Map<String, Policy> named = Map.of();

  /**
   * @param clock the time
   * @param inlineReader reads policies that arrive in route configuration
   * @param maxAge how long an inline policy stays valid after its last use
   * @param mostInline how many inline policies are kept; beyond it the one unused for longest goes
   */
  public PolicyRegistry(
      InstantSource clock, PolicyReader inlineReader, Duration maxAge, int mostInline) {
    this.inline = new InlinePolicies(clock, inlineReader, maxAge, mostInline);
  }

  /**
   * Replaces all named policies at once. Requests that have begun keep the policy they began with.
   */
  public void publish(Map<String, Policy> policies) {
    named = Map.copyOf(policies);
  }

  /**
   * Reads the inline policies by another reader from now on: those that are kept, and those that
   * come. One that the new reader refuses is refused from now on. May block, for their secrets.
   */
  public void readInlineBy(PolicyReader reader, Duration maxAge) {
    inline = inline.readBy(reader, maxAge);
  }

  /** The named policies as last published. */
  public Map<String, Policy> named() {
    return named;
  }

  /** The policy of this name, or null. */
  public @Nullable Policy named(String name) {
    return named.get(name);
  }

  /**
   * Takes in a policy from route configuration: compiled when it first arrives, found again by its
   * text after that. May block the first time, for its secrets. A policy that is refused is read
   * anew once {@code maxAge} has passed, since the secret it lacked may be there by then.
   *
   * @param text the policy as the host gateway handed it over, UTF-8
   */
  public PolicyReading admit(byte[] text) {
    return inline.admit(text);
  }

  /** The inline policy of this digest, or null: never admitted, or unused for too long. */
  public @Nullable Policy digested(String digest) {
    return inline.find(digest);
  }
}
