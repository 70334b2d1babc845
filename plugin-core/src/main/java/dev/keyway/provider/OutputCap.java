package dev.keyway.provider;

import dev.keyway.request.AiRequest;
import dev.keyway.request.AiRequest.Member;
import dev.keyway.route.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an answer within the policy's {@code max_output_tokens}, or within what the model can give
 * where that is less. A limit that the client set, and that the provider heeds, is lowered where it
 * stands. Where there is none, one is sent in the field that the provider heeds; a limit in another
 * field moves there. So no answer is longer than the policy allows because a provider does not know
 * a field.
 */
final class OutputCap {

  private final AiRequest request;
  private final Map<String, Object> added;
  private final FieldRules rules;
  private final List<String> heeded;
  private final long cap;

  /**
   * @param added what the policy adds to the body; counts before what the client sent
   */
  OutputCap(
      AiRequest request,
      Candidate candidate,
      Map<String, Object> added,
      FieldRules rules,
      long maxOutput) {
    this.request = request;
    this.added = added;
    this.rules = rules;
    this.heeded = candidate.endpoint().outputLimits(request.surface());
    Long most = candidate.model().maxOutputTokens();
    this.cap = most == null ? maxOutput : Math.min(most, maxOutput);
  }

  /** What is to change: names of body fields with their new value, or null where one goes. */
  Map<String, @Nullable Long> changes() {
    if (heeded.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> sent = sent();
    return sent.keySet().stream().anyMatch(this::counts) ? lowered(sent) : moved(sent);
  }

  /** Limits the request holds; one that is none has the largest value. */
  private Map<String, Long> sent() {
    Map<String, Long> sent = new LinkedHashMap<>();
    for (String field : request.surface().outputLimits()) {
      Long limit = added.containsKey(field) ? number(added.get(field)) : number(field);
      if (limit != null) {
        sent.put(field, limit < request.surface().smallestOutputLimit() ? Long.MAX_VALUE : limit);
      }
    }
    return sent;
  }

  private boolean counts(String field) {
    return heeded.contains(field) && !rules.exclude(field);
  }

  private Map<String, @Nullable Long> lowered(Map<String, Long> sent) {
    Map<String, @Nullable Long> changes = new LinkedHashMap<>();
    sent.forEach((field, limit) -> {
      if (limit > cap && !rules.exclude(field)) {
        changes.put(field, cap);
      }
    });
    return changes;
  }

  private Map<String, @Nullable Long> moved(Map<String, Long> sent) {
    Map<String, @Nullable Long> changes = new LinkedHashMap<>();
    sent.keySet().forEach(field -> changes.put(field, null));
    changes.put(field(), sent.values().stream().reduce(cap, Math::min));
    return changes;
  }

  /**
   * The field to send. One that model and surface do not take is sent all the same where there is
   * no other: the provider may refuse it, but it can't overlook the limit.
   */
  private String field() {
    return heeded.stream()
        .filter(this::counts)
        .findFirst()
        .or(() ->
            request.surface().outputLimits().stream().filter(f -> !rules.exclude(f)).findFirst())
        .orElse(heeded.getFirst());
  }

  private @Nullable Long number(String field) {
    Member member = request.member(field);
    if (member == null) {
      return null;
    }
    String text =
        new String(
            request.body(),
            member.valueStart(),
            member.end() - member.valueStart(),
            StandardCharsets.US_ASCII);
    // The reader has made sure that it is a whole number or null; 4096.0 is one.
    return text.equals("null") ? null : (long) Double.parseDouble(text);
  }

  /** What a policy adds is no limit unless it is a number. */
  private static @Nullable Long number(@Nullable Object added) {
    return added instanceof Number number ? number.longValue() : Long.MAX_VALUE;
  }
}
