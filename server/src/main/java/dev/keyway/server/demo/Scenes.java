package dev.keyway.server.demo;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.server.demo.Scene.Ask;
import dev.keyway.server.demo.Scene.Expected;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The scenes of the demo, in order. */
final class Scenes {

  private static final Ask CHAT = Ask.of("gpt-4o", body("\"model\":\"gpt-4o\""));
  private static final Ask CHAT_OR_GEMINI =
      Ask.of(
          "gpt-4o, else gemini-2.5-flash",
          body("\"model\":\"gpt-4o\",\"models\":[\"gemini-2.5-flash\"]"));
  private static final Ask STREAM =
      Ask.of("gpt-4o, streamed", body("\"model\":\"gpt-4o\",\"stream\":true"));

  private static final String PRIMARY = "openai:gpt-4o with openai/primary-key said ";
  private static final String BACKUP = "openai:gpt-4o with openai/backup-key said ";
  private static final String GEMINI = "google:gemini-2.5-flash with google/key said ";

  private Scenes() {}

  static List<Scene> all() {
    return List.of(
        scene("Both keys are fine", cast -> {}, CHAT, answered(PRIMARY + "200")),
        scene(
            "The primary key is rate-limited: the backup answers",
            cast -> cast.primary().always(OpenAi.rateLimited(Duration.ofSeconds(20))),
            CHAT,
            answered(PRIMARY + "429", BACKUP + "200")),
        new Scene(
            "The next request: the primary is still aside",
            DemoPolicy.QUICKSTART,
            true,
            cast -> {},
            null,
            CHAT,
            answered(BACKUP + "200")),
        scene(
            "The primary key has been revoked",
            cast -> cast.primary().always(OpenAi.invalidKey()),
            CHAT,
            answered(PRIMARY + "401", BACKUP + "200")),
        scene(
            "The primary's account is out of money",
            cast -> cast.primary().always(OpenAi.insufficientQuota()),
            CHAT,
            answered(PRIMARY + "429", BACKUP + "200")),
        scene(
            "OpenAI is down: the second named model answers",
            cast -> cast.openai().always(OpenAi.overloaded()),
            CHAT_OR_GEMINI,
            answered(PRIMARY + "503", BACKUP + "503", GEMINI + "200")),
        scene("A stream", cast -> {}, STREAM, answered(PRIMARY + "200")),
        scene(
            "A stream that fails before its first word: nobody notices",
            cast -> cast.primary().always(OpenAi.errorAsFirstEvent()),
            STREAM,
            answered(PRIMARY + "200", BACKUP + "200")),
        scene(
            "A bad request: it is wrong for every key",
            cast -> cast.openai().always(OpenAi.invalidParameter()),
            CHAT,
            new Expected(List.of(PRIMARY + "400"), 400)),
        new Scene(
            "A key chosen by CEL: 12 requests left on the primary",
            DemoPolicy.BY_QUOTA,
            false,
            cast ->
                cast.primary()
                    .always(Answer.ok("Hello").withHeader("x-ratelimit-remaining-requests", "12")),
            CHAT,
            CHAT,
            answered(BACKUP + "200")),
        scene(
            "A client without a key is refused",
            cast -> {},
            CHAT.withoutKey(),
            new Expected(List.of(), 401)));
  }

  private static Scene scene(String title, Consumer<Cast> script, Ask asked, Expected expected) {
    return new Scene(title, DemoPolicy.QUICKSTART, false, script, null, asked, expected);
  }

  private static Expected answered(String... attempts) {
    return new Expected(List.of(attempts), 200);
  }

  private static String body(String members) {
    return "{" + members + ",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]}";
  }
}
