package dev.keyway.server.demo;

import dev.keyway.scripted.Script;
import dev.keyway.scripted.ScriptedProvider;

/**
 * The providers of the demo.
 *
 * @param openai plays OpenAI
 * @param google plays Google
 */
record Cast(ScriptedProvider openai, ScriptedProvider google) implements AutoCloseable {

  static final String PRIMARY = "demo-openai-primary";
  static final String BACKUP = "demo-openai-backup";
  static final String GOOGLE = "demo-google-key";

  static Cast start() {
    return new Cast(ScriptedProvider.start("openai"), ScriptedProvider.start("google"));
  }

  /** What OpenAI says to the primary key. */
  Script primary() {
    return openai.whenKey(PRIMARY);
  }

  /** What OpenAI says to the backup key. */
  Script backup() {
    return openai.whenKey(BACKUP);
  }

  @Override
  public void close() {
    openai.close();
    google.close();
  }
}
