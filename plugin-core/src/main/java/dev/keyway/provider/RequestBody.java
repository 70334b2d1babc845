package dev.keyway.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.catalogue.Endpoint.SurfaceSupport;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.AiRequest;
import dev.keyway.request.BodyEdit;
import dev.keyway.route.Candidate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of one attempt: the client's bytes with another model's name where the provider calls it
 * differently, less what the provider does not take, and with what the policy adds.
 *
 * @param stripped the fields left out because model or surface do not take them, in the order of
 *     the body
 */
record RequestBody(List<ByteSlice> slices, List<String> stripped) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Without these a request says nothing, so that no list of parameters means them. */
  private static final Set<String> ESSENTIAL =
      Set.of("model", "messages", "system", "input", "prompt", "stream");

  /** What routing and carrier have decided by. */
  private static final Set<String> DECIDED = Set.of("model", "models", "stream");

  static RequestBody of(AiRequest request, Candidate candidate, Map<String, Object> added) {
    BodyEdit edit = new BodyEdit();
    List<String> stripped = List.copyOf(stripped(request, candidate));
    stripped.forEach(edit::remove);
    String id = candidate.model().id();
    if (!id.equals(request.model())) {
      edit.setText("model", id);
    }
    if (request.member("models") != null) {
      edit.remove("models");
    }
    added.forEach((name, value) -> {
      if (!DECIDED.contains(name)) {
        edit.set(name, json(value));
      }
    });
    boolean same = edit.isEmpty();
    return new RequestBody(
        same ? List.of(ByteSlice.of(request.body())) : edit.apply(request), stripped);
  }

  private static Set<String> stripped(AiRequest request, Candidate candidate) {
    SurfaceSupport support = candidate.endpoint().surfaces().get(request.surface());
    Set<String> allowed = support == null ? null : support.supportedParams();
    Set<String> blocked = candidate.model().unsupportedParams();
    Set<String> stripped = new LinkedHashSet<>();
    if (allowed != null || !blocked.isEmpty()) {
      for (AiRequest.Member member : request.members()) {
        if (isStripped(member.name(), allowed, blocked)) {
          stripped.add(member.name());
        }
      }
    }
    return stripped;
  }

  private static boolean isStripped(
      String name, @Nullable Set<String> allowed, Set<String> blocked) {
    if (DECIDED.contains(name)) {
      return false;
    }
    boolean notAllowed = allowed != null && !allowed.contains(name) && !ESSENTIAL.contains(name);
    return notAllowed || blocked.contains(name);
  }

  private static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value instanceof Instant instant ? instant.toString() : value);
    } catch (JsonProcessingException e) {
      // Values of expressions and of policies are strings, numbers, lists and maps.
      throw new IllegalStateException("a value that is no JSON");
    }
  }
}
