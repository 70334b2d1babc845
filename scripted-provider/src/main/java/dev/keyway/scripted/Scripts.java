package dev.keyway.scripted;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All scripts of a provider. The one with most conditions that has something to say answers. */
final class Scripts {

  private static final Comparator<Map.Entry<Match, Script>> MOST_SPECIFIC_FIRST =
      Comparator.<Map.Entry<Match, Script>>comparingLong(entry -> entry.getKey().conditions())
          .reversed()
          .thenComparing(entry -> String.valueOf(entry.getKey().key()))
          .thenComparing(entry -> String.valueOf(entry.getKey().path()))
          .thenComparing(entry -> String.valueOf(entry.getKey().model()));

  private final Map<Match, Script> scripts = new ConcurrentHashMap<>();

  Script when(Match match) {
    return scripts.computeIfAbsent(match, any -> new Script());
  }

  /** The answer to a whole request. */
  Answer answer(Received request) {
    for (Script script : speaking(request)) {
      Reply reply = script.take(any -> true);
      if (reply != null) {
        return reply.to(request);
      }
    }
    return Answer.echo();
  }

  /**
   * The answer to a request of which only the head is known, or null when it waits for the body. A
   * script for a model can't take part: the model is in the body.
   */
  @Nullable Answer early(Received head) {
    List<Script> speaking = speaking(head);
    Reply reply = speaking.isEmpty() ? null : speaking.getFirst().take(Scripts::startsEarly);
    return reply == null ? null : reply.to(head);
  }

  private static boolean startsEarly(Reply reply) {
    return reply instanceof Answer answer && answer.delivery().start() != Start.AFTER_BODY;
  }

  private List<Script> speaking(Received request) {
    return scripts.entrySet().stream()
        .filter(entry -> entry.getKey().accepts(request))
        .sorted(MOST_SPECIFIC_FIRST)
        .map(Map.Entry::getValue)
        .filter(script -> !script.isSilent())
        .toList();
  }
}
