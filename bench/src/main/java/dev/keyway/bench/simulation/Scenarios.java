package dev.keyway.bench.simulation;

import dev.keyway.bench.simulation.Trouble.Flaky;
import dev.keyway.bench.simulation.Trouble.None;
import dev.keyway.bench.simulation.Trouble.Outage;
import dev.keyway.bench.simulation.Trouble.SlowRecovery;
import dev.keyway.request.Surface;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The scenarios of the report, in its order. */
final class Scenarios {

  private static final Duration LENGTH = Duration.ofMinutes(10);
  private static final long TOKENS = 30_000;
  private static final Trouble WELL = new None();

  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        atOpenAi(
            "Calm",
            "Four accounts of OpenAI's first paid tier (500 requests and 30 000 tokens a minute each), and two fifths of what they let pass is asked for.",
            load(18)),
        atOpenAi(
            "Near the limits",
            "The same four accounts; nine tenths are asked for on average, and more than all for half of the time.",
            load(41)),
        atOpenAi(
            "Over the limits",
            "The same four accounts; 1.4 times what they let pass is asked for.",
            load(65)),
        unevenAccounts(),
        nothingSaid(),
        dayIsOver(),
        lateInTheDay(),
        outOfMoney(),
        shared(
            "One account under three keys",
            "Three keys draw on one account of OpenAI's and one on another, and the policy says so (`quota_group`). 85 % of what the two let pass is asked for.",
            "openai-grouped"),
        shared(
            "One account under three keys, and nobody said so",
            "The same without `quota_group`: Keyway takes each key for an account of its own.",
            "openai-ungrouped"),
        keyThatFails(),
        outage(
            "Outage",
            "OpenAI with two accounts, Google behind it. From the third minute to the sixth OpenAI serves nobody: three calls of four are answered 503, one does not get through.",
            new Outage(Duration.ofMinutes(3), Duration.ofMinutes(6))),
        outage(
            "Slow recovery",
            "The same two providers. OpenAI serves nobody from the third minute to the fifth; then fewer and fewer calls fail, and what is served is up to four times as slow, until all is well in the ninth.",
            new SlowRecovery(
                new Outage(Duration.ofMinutes(3), Duration.ofMinutes(5)), Duration.ofMinutes(9))));
  }

  /** Prompts of 2000 tokens and answers of 600, on average. */
  private static Load load(double perMinute) {
    return new Load(LENGTH, perMinute, 0.3, 2000, 600);
  }

  private static Scenario atOpenAi(String name, String about, Load load) {
    return openAi(
        name,
        about,
        "openai",
        load,
        () ->
            Map.of(
                "first", new Account("first", Accounts.openAi(TOKENS)),
                "second", new Account("second", Accounts.openAi(TOKENS)),
                "third", new Account("third", Accounts.openAi(TOKENS)),
                "fourth", new Account("fourth", Accounts.openAi(TOKENS))));
  }

  private static Scenario openAi(
      String name, String about, String setting, Load load, Supplier<Map<String, Account>> keys) {
    return scenario(
        name,
        about,
        setting,
        load,
        "gpt-4o",
        () -> List.of(new SimulatedProvider("openai", new OpenAiWords(), keys.get(), WELL)));
  }

  private static Scenario scenario(
      String name,
      String about,
      String setting,
      Load load,
      String model,
      Supplier<List<SimulatedProvider>> providers) {
    return new Scenario(
        name,
        about,
        Strategy.text("settings/" + setting + ".yaml"),
        load,
        List.of(model),
        Surface.CHAT_COMPLETIONS,
        providers.get().getFirst().id(),
        providers);
  }

  private static Scenario unevenAccounts() {
    return new Scenario(
        "Uneven accounts",
        "Three accounts at Anthropic, the second with twice and the third with five times the limits of the first (50 requests, 30 000 tokens in, 8 000 out a minute). 85 % is asked for. `share` is 1, 2 and 5.",
        Strategy.text("settings/anthropic.yaml"),
        new Load(LENGTH, 54, 0.3, 3700, 1000),
        List.of("claude-sonnet-4-5"),
        Surface.MESSAGES,
        "anthropic",
        () ->
            List.of(
                new SimulatedProvider(
                    "anthropic",
                    new AnthropicWords(),
                    Map.of(
                        "small", new Account("small", Accounts.anthropic(1)),
                        "middle", new Account("middle", Accounts.anthropic(2)),
                        "large", new Account("large", Accounts.anthropic(5))),
                    WELL)));
  }

  private static Scenario nothingSaid() {
    return scenario(
        "A provider that says nothing of its quota",
        "Four projects at Google with 10 requests a minute each, which begin anew by the clock. No answer says what is left. Nine tenths are asked for.",
        "google",
        load(36),
        "gemini-2.5-flash",
        () -> google(Accounts.google(1000, 0)));
  }

  private static Scenario dayIsOver() {
    return scenario(
        "One key used up for the day",
        "The same four projects, but the first has ten requests left until midnight (Pacific time). Eight tenths of what the three others let pass is asked for.",
        "google",
        load(24),
        "gemini-2.5-flash",
        () -> google(Accounts.google(1000, 990)));
  }

  private static List<SimulatedProvider> google(List<Limit> ofTheFirst) {
    return List.of(
        new SimulatedProvider(
            "google",
            new GoogleWords(),
            Map.of(
                "first", new Account("first", ofTheFirst),
                "second", new Account("second", Accounts.google(1000, 0)),
                "third", new Account("third", Accounts.google(1000, 0)),
                "fourth", new Account("fourth", Accounts.google(1000, 0))),
            WELL));
  }

  private static Scenario lateInTheDay() {
    return scenario(
        "Late in the day",
        "Four accounts at Groq, which counts requests by the day: of their 1000 they have 20, 90, 300 and 600 left. Each lets 8 000 tokens a minute pass. Nine tenths of what the larger two let pass is asked for.",
        "groq",
        new Load(LENGTH, 22, 0.3, 500, 150),
        "openai/gpt-oss-120b",
        () ->
            List.of(
                new SimulatedProvider(
                    "groq",
                    new GroqWords(),
                    Map.of(
                        "first", new Account("first", Accounts.groq(20)),
                        "second", new Account("second", Accounts.groq(90)),
                        "third", new Account("third", Accounts.groq(300)),
                        "fourth", new Account("fourth", Accounts.groq(600))),
                    WELL)));
  }

  private static Scenario outOfMoney() {
    return openAi(
        "One account out of money",
        "The four accounts at OpenAI. From the third minute on the first answers `insufficient_quota`. Two thirds of what the others let pass is asked for.",
        "openai",
        load(23),
        () -> firstIs(WELL, Duration.ofMinutes(3)));
  }

  private static Scenario keyThatFails() {
    return openAi(
        "One key whose requests fail",
        "The four accounts at OpenAI; of the first one's requests two in five are answered 500. Half of what all let pass is asked for.",
        "openai",
        load(23),
        () -> firstIs(new Flaky(0.4), null));
  }

  private static Map<String, Account> firstIs(Trouble trouble, @Nullable Duration moneyLasts) {
    return Map.of(
        "first", new Account("first", Accounts.openAi(TOKENS), trouble, moneyLasts),
        "second", new Account("second", Accounts.openAi(TOKENS)),
        "third", new Account("third", Accounts.openAi(TOKENS)),
        "fourth", new Account("fourth", Accounts.openAi(TOKENS)));
  }

  private static Scenario shared(String name, String about, String setting) {
    return openAi(
        name,
        about,
        setting,
        load(20),
        () -> {
          Account a = new Account("account-a", Accounts.openAi(TOKENS));
          Account b = new Account("account-b", Accounts.openAi(TOKENS));
          return Map.of("a-1", a, "a-2", a, "a-3", a, "b-1", b);
        });
  }

  private static Scenario outage(String name, String about, Trouble trouble) {
    return new Scenario(
        name,
        about,
        Strategy.text("settings/openai-google.yaml"),
        load(25),
        List.of("gpt-4o", "gemini-2.5-flash"),
        Surface.CHAT_COMPLETIONS,
        "openai",
        () ->
            List.of(
                new SimulatedProvider(
                    "openai",
                    new OpenAiWords(),
                    Map.of(
                        "first", new Account("first", Accounts.openAi(2 * TOKENS)),
                        "second", new Account("second", Accounts.openAi(2 * TOKENS))),
                    trouble),
                new SimulatedProvider(
                    "google",
                    new GoogleWords(),
                    Map.of(
                        "third", new Account("third", Accounts.googlePaid()),
                        "fourth", new Account("fourth", Accounts.googlePaid())),
                    WELL)));
  }
}
