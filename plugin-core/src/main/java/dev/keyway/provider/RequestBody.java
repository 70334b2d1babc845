package dev.keyway.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.http.ByteSlice;
import dev.keyway.policy.AiGateway;
import dev.keyway.request.AiRequest;
import dev.keyway.request.AiRequest.Member;
import dev.keyway.request.BodyEdit;
import dev.keyway.request.BodyLayout;
import dev.keyway.route.Candidate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The body of one attempt: the client's bytes with another model's name where the provider calls it
 * differently, less what the provider does not take, and with what the policy adds and limits.
 *
 * @param stripped the fields left out: those that model or surface do not take, of the client in
 *     the order of the body and of the policy, and those whose limit moved to another field
 * @param capped the fields that limit the answer as the policy wants it, where the client's did not
 * @param wished the fields that ask for what the policy needs to know, where the client's did not
 * @param settled which fields were set or left out, so that no further one may follow in an upload
 *     that goes on
 * @param unfit the field of a value that can't stand in the client's form, or null
 */
record RequestBody(
    List<ByteSlice> slices,
    List<String> stripped,
    Map<String, Long> capped,
    List<String> wished,
    Predicate<String> settled,
    @Nullable String unfit) {

  static RequestBody of(
      AiRequest request, Candidate candidate, Map<String, Object> added, AiGateway policy) {
    Long maxOutputTokens = policy.tokens().maxOutput();
    FieldRules rules = FieldRules.of(request.surface(), candidate);
    if (goesAsItCame(request, candidate, rules, added, policy)) {
      return new RequestBody(
          List.of(ByteSlice.of(request.body())),
          List.of(),
          Map.of(),
          List.of(),
          name -> false,
          null);
    }
    Draft draft = new Draft(request, rules, added);
    draft.model(candidate.model().id());
    draft.strip();
    draft.add();
    if (maxOutputTokens != null) {
      draft.cap(new OutputCap(request, candidate, added, draft.rules, maxOutputTokens));
    }
    byte[] options =
        policy.asksForUsage() ? UsageWish.value(request, candidate, draft.rules, added) : null;
    if (options != null) {
      draft.wish(options);
    }
    return draft.body();
  }

  /** What is most often asked for: by its own name, of a provider that takes everything. */
  private static boolean goesAsItCame(
      AiRequest request,
      Candidate candidate,
      FieldRules rules,
      Map<String, Object> added,
      AiGateway policy) {
    return request.layout() instanceof BodyLayout.Json
        && candidate.model().id().equals(request.model())
        && !rules.any()
        && added.isEmpty()
        && policy.tokens().maxOutput() == null
        && !(policy.asksForUsage() && request.stream())
        && request.member("models") == null;
  }

  /** Most bodies go without: it takes a first request 27 ms to make. */
  private static final class Mapper {
    static final JsonMapper JSON = new JsonMapper();
  }

  /** A body in the making. */
  private static final class Draft {

    private final AiRequest request;
    private final FieldRules rules;
    private final Map<String, Object> added;
    private final BodyEdit edit = new BodyEdit();
    private final Set<String> stripped = new LinkedHashSet<>(0);
    private final Map<String, Long> capped = new LinkedHashMap<>(0);
    private List<String> wished = List.of();

    private Draft(AiRequest request, FieldRules rules, Map<String, Object> added) {
      this.request = request;
      this.rules = rules;
      this.added = added;
    }

    private void model(String id) {
      if (!id.equals(request.model())) {
        edit.setText("model", id);
      }
      for (Member member : request.members()) {
        if (request.field(member.name()).equals("models")) {
          edit.remove(member.name());
        }
      }
    }

    private void strip() {
      if (rules.any()) {
        request.members().stream()
            .map(Member::name)
            .filter(name -> rules.exclude(request.field(name)))
            .forEach(this::leaveOut);
      }
    }

    private void leaveOut(String field) {
      stripped.add(field);
      edit.remove(field);
    }

    private void add() {
      added.forEach((name, value) -> {
        if (rules.exclude(name)) {
          leaveOut(name);
        } else if (!FieldRules.DECIDED.contains(name)) {
          edit.set(name, json(value));
        }
      });
    }

    private void cap(OutputCap cap) {
      cap.changes()
          .forEach((field, limit) -> {
            if (limit == null) {
              leaveOut(field);
            } else {
              stripped.remove(field);
              capped.put(field, limit);
              edit.set(field, json(limit));
            }
          });
    }

    private void wish(byte[] options) {
      edit.set(UsageWish.FIELD, options);
      wished = List.of(UsageWish.FIELD);
    }

    private RequestBody body() {
      return new RequestBody(
          edit.isEmpty() ? List.of(ByteSlice.of(request.body())) : edit.apply(request),
          List.copyOf(stripped),
          capped,
          wished,
          request.layout() instanceof BodyLayout.Form ? this::settles : name -> false,
          edit.isEmpty() ? null : edit.unfit(request));
    }

    private boolean settles(String name) {
      String field = request.field(name);
      return edit.touches(name) || edit.touches(field) || rules.exclude(field);
    }
  }

  private static byte[] json(Object value) {
    try {
      return Mapper.JSON.writeValueAsBytes(
          value instanceof Instant instant ? instant.toString() : value);
    } catch (JsonProcessingException e) {
      // Values of expressions and of policies are strings, numbers, lists and maps.
      throw new IllegalStateException("a value that is no JSON");
    }
  }
}
