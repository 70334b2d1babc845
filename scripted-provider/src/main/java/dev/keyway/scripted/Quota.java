package dev.keyway.scripted;

import java.time.Duration;

/**
 * What a provider says is left.
 *
 * @param requests of its limit on requests
 * @param tokens of its limit on tokens
 */
public record Quota(Window requests, Window tokens) {

  /**
   * One limit.
   *
   * @param limit how many there are in the whole window
   * @param remaining how many of them are left
   * @param reset how long until the window begins anew
   */
  public record Window(long limit, long remaining, Duration reset) {}
}
