package dev.keyway.scripted;

import java.util.concurrent.CountDownLatch;

/**
 * A scripted provider as a program of its own, for examples that are several programs:
 *
 * <pre>{@code
 * java -cp 'lib/*' dev.keyway.scripted.Alone openai 9001 demo-openai-primary=429
 * }</pre>
 *
 * <p>Whoever presents the key is answered with that status (401, 429 and 503 as OpenAI words them);
 * everybody else as by a small model. It listens on 127.0.0.1 until the process is ended.
 */
public final class Alone {

  private Alone() {}

  /** Starts it and stays. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 2) {
      System.err.println("expected NAME PORT [KEY=STATUS]..., such as openai 9001 a-key=429");
      System.exit(2);
    }
    ScriptedProvider provider = start(arguments);
    System.err.println(arguments[0] + " at " + provider.url());
    new CountDownLatch(1).await();
  }

  static ScriptedProvider start(String... arguments) {
    ScriptedProvider provider =
        ScriptedProvider.start(arguments[0], Integer.parseInt(arguments[1]));
    for (int i = 2; i < arguments.length; i++) {
      int equals = arguments[i].lastIndexOf('=');
      String key = arguments[i].substring(0, equals);
      provider.whenKey(key).always(reply(arguments[i].substring(equals + 1)));
    }
    return provider;
  }

  private static Answer reply(String status) {
    return switch (status) {
      case "401" -> OpenAi.invalidKey();
      case "429" -> OpenAi.rateLimited();
      case "503" -> OpenAi.overloaded();
      default -> Answer.status(Integer.parseInt(status));
    };
  }
}
