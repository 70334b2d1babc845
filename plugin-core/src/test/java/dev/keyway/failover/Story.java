package dev.keyway.failover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A failover story as written in {@code failover/stories.txt}.
 *
 * @param name what it shows
 * @param providers keys of each provider, in listed order
 * @param house house keys of each provider, in listed order
 * @param settings of the policy
 * @param models the candidates of every request
 * @param lines what happens, in order
 */
record Story(
    String name,
    Map<String, List<String>> providers,
    Map<String, List<String>> house,
    Map<String, String> settings,
    List<String> models,
    List<String> lines) {

  /** The stories in a text: each begins with {@code ==}; {@code #} begins a comment. */
  static List<Story> all(String text) {
    return Arrays.stream(text.split("(?m)^== ", -1))
        .map(String::strip)
        .filter(story -> !story.isEmpty() && !story.startsWith("#"))
        .map(Story::of)
        .toList();
  }

  private static Story of(String text) {
    List<String> lines = new ArrayList<>(text.lines().map(String::strip).toList());
    lines.removeIf(line -> line.isEmpty() || line.startsWith("#"));
    String name = lines.removeFirst();
    Map<String, List<String>> providers = new LinkedHashMap<>();
    Map<String, List<String>> house = new LinkedHashMap<>();
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> models = new ArrayList<>();
    List<String> events = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("keys of ")) {
        String[] parts = line.substring("keys of ".length()).split(":", 2);
        providers.put(parts[0].strip(), words(parts[1]));
      } else if (line.startsWith("house keys of ")) {
        String[] parts = line.substring("house keys of ".length()).split(":", 2);
        house.put(parts[0].strip(), words(parts[1]));
      } else if (line.startsWith("settings:")) {
        for (String setting : words(line.substring("settings:".length()))) {
          String[] parts = setting.split("=", 2);
          settings.put(parts[0], parts[1]);
        }
      } else if (line.startsWith("models:")) {
        models.addAll(words(line.substring("models:".length())));
      } else {
        events.add(line);
      }
    }
    return new Story(name, providers, house, settings, models, events);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
