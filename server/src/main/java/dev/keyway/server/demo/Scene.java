package dev.keyway.server.demo;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One scene of the demo.
 *
 * @param title what it shows
 * @param policy which of the demo's policies runs
 * @param goesOn whether it goes on where the scene before ended; else the gateway remembers nothing
 * @param script what the providers will say
 * @param rehearsal a request that is sent before and not shown, or null
 * @param asked what the client asks
 * @param expected what must be tried and answered
 */
record Scene(
    String title,
    DemoPolicy policy,
    boolean goesOn,
    Consumer<Cast> script,
    @Nullable Ask rehearsal,
    Ask asked,
    Expected expected) {

  /**
   * A request of a client.
   *
   * @param words how the table says it
   * @param body the JSON that is sent
   * @param withKey whether it carries the access key
   */
  record Ask(String words, String body, boolean withKey) {

    static Ask of(String words, String body) {
      return new Ask(words, body, true);
    }

    Ask withoutKey() {
      return new Ask(words, body, false);
    }
  }

  /**
   * What must come of it.
   *
   * @param attempts each as {@code provider:model with key said status}
   * @param status what the client gets
   */
  record Expected(List<String> attempts, int status) {}
}
