package dev.keyway.server.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.explain.AssumedAnswer;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.request.Format;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.server.explain.Assumptions;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All providers of an example, played by one: each has a path of its own, {@code /openai/v1}, so
 * that the order of calls is known across them.
 */
final class Providers implements AutoCloseable {

  private static final String UNREACHABLE = "unreachable";

  private final ScriptedProvider all = ScriptedProvider.start("provider");
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Map<String, String> keyIds = Map.of();
  private volatile Map<String, Deque<Answer>> answers = Map.of();

  Providers() {
    all.always(this::answer);
  }

  /**
   * Forgets what was received, and answers so from now on.
   *
   * @param said by the ids of providers and keys
   * @param ids of keys by their values
   */
  void say(Map<String, JsonNode> said, Map<String, String> ids) {
    Map<String, Deque<Answer>> queues = new HashMap<>();
    said.forEach((name, value) -> {
      if (!value.asText().equals(UNREACHABLE)) {
        queues.put(name, queue(value));
      }
    });
    received.clear();
    keyIds = ids;
    answers = queues;
  }

  /** Where they are, and where nobody is for those that can't be reached. */
  ProviderUrls urls(Collection<Provider> providers, Map<String, JsonNode> said) {
    Map<String, URI> urls = new HashMap<>();
    for (Provider each : providers) {
      if (each.endpoints().isEmpty()) {
        continue;
      }
      JsonNode word = said.get(each.id());
      boolean gone = word != null && word.asText().equals(UNREACHABLE);
      urls.put(each.id(), gone ? ScriptedProvider.refused() : url(each));
    }
    return new ProviderUrls(urls);
  }

  /** What they received, in order. */
  List<Received> received() {
    return received;
  }

  /** The path that a provider would have seen at its own address. */
  static String path(Received request) {
    return request.target().replaceFirst("^/[^/]+", "");
  }

  private URI url(Provider provider) {
    Endpoint openAi = provider.endpoints().get(Format.OPENAI);
    Endpoint main = openAi == null ? provider.endpoints().values().iterator().next() : openAi;
    String path = main.baseUrl().getRawPath();
    boolean plain = path == null || path.isEmpty() || path.equals("/");
    return URI.create(all.url() + "/" + provider.id() + (plain ? "/v1" : path));
  }

  private Answer answer(Received request) {
    received.add(request);
    String provider = request.path().split("/", 3)[1];
    String key = keyIds.getOrDefault(String.valueOf(request.key()), "");
    Deque<Answer> queue = answers.getOrDefault(key, answers.get(provider));
    if (queue == null) {
      return Answer.ok("Hello");
    }
    synchronized (queue) {
      return queue.size() > 1 ? queue.remove() : queue.element();
    }
  }

  private static Deque<Answer> queue(JsonNode said) {
    Deque<Answer> queue = new ArrayDeque<>();
    if (said.isArray()) {
      said.forEach(each -> queue.add(one(each)));
    } else {
      queue.add(one(said));
    }
    return queue;
  }

  /** A word of {@code explain --answers}, or a text with headers. */
  private static Answer one(JsonNode said) {
    if (!said.isObject()) {
      return Assumptions.played(AssumedAnswer.parse(said.asText()));
    }
    Answer answer =
        said.has("says")
            ? Answer.ok(said.get("says").asText())
            : Assumptions.played(AssumedAnswer.parse(said.get("status").asText()));
    for (Map.Entry<String, JsonNode> header : said.path("headers").properties()) {
      answer = answer.withHeader(header.getKey(), header.getValue().asText());
    }
    return answer;
  }

  @Override
  public void close() {
    all.close();
  }
}
