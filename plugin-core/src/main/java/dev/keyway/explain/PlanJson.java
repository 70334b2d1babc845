package dev.keyway.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.record.RecordJson;
import dev.keyway.route.Candidate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a plan as JSON, in one line: what it was made under, the candidates, what each attempt
 * would send, what the client would get, and the decision record that would be written, which has
 * everything else. Its fields are listed in docs/explain.md.
 */
public final class PlanJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private PlanJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * The plan as one line.
   *
   * @param notes what its reader should know
   */
  public static String line(Plan plan, List<String> notes) {
    return line(json -> json.write(plan, notes));
  }

  /** Two plans and their differences as one line. */
  public static String line(Plan before, Plan after, List<String> notes) {
    return line(json -> json.write(before, after, notes));
  }

  /** What writes one value. */
  @FunctionalInterface
  private interface Part {
    void write(PlanJson json) throws IOException;
  }

  private static String line(Part whole) {
    StringWriter line = new StringWriter(2048);
    try (JsonGenerator generator = FACTORY.createGenerator(line)) {
      whole.write(new PlanJson(generator));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does no I/O", e);
    }
    return line.toString();
  }

  private void write(Plan before, Plan after, List<String> notes) throws IOException {
    List<Difference> differences = Comparison.of(before, after);
    json.writeStartObject();
    json.writeBooleanField("same", differences.isEmpty());
    json.writeArrayFieldStart("differences");
    for (Difference difference : differences) {
      json.writeStartObject();
      json.writeStringField("what", difference.what());
      texts("before", difference.before());
      texts("after", difference.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts("notes", notes);
    json.writeFieldName("before");
    write(before, List.of());
    json.writeFieldName("after");
    write(after, List.of());
    json.writeEndObject();
  }

  private void write(Plan plan, List<String> notes) throws IOException {
    json.writeStartObject();
    json.writeStringField("now", plan.conditions().now().toString());
    json.writeNumberField("seed", plan.conditions().seed());
    texts("notes", notes);
    json.writeArrayFieldStart("candidates");
    for (Candidate candidate : plan.candidates()) {
      write(candidate);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("attempts");
    for (Plan.Attempt attempt : plan.attempts()) {
      write(attempt);
    }
    json.writeEndArray();
    write(plan.reply());
    json.writeFieldName("record");
    json.writeRawValue(RecordJson.line(plan.record()));
    json.writeEndObject();
  }

  private void write(Candidate candidate) throws IOException {
    json.writeStartObject();
    json.writeStringField("provider", candidate.provider().id());
    json.writeStringField("model", candidate.model().id());
    json.writeBooleanField("known", candidate.known());
    json.writeEndObject();
  }

  private void write(Plan.Attempt attempt) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", attempt.number());
    json.writeStringField("provider", attempt.tried().attempt().candidate().provider().id());
    json.writeStringField("model", attempt.tried().attempt().candidate().model().id());
    json.writeStringField("key", attempt.key());
    json.writeStringField("paid_by", attempt.payer().wireName());
    json.writeNumberField("timeout_ms", attempt.timeout().toMillis());
    json.writeBooleanField("stream", attempt.streamed());
    json.writeStringField("assumed", attempt.assumed().name());
    write(attempt.request());
    json.writeEndObject();
  }

  private void write(ShownRequest request) throws IOException {
    json.writeObjectFieldStart("request");
    json.writeStringField("method", request.method());
    json.writeStringField("url", request.url());
    json.writeObjectFieldStart("headers");
    for (Map.Entry<String, String> header : headers(request).entrySet()) {
      json.writeStringField(header.getKey(), header.getValue());
    }
    json.writeEndObject();
    json.writeStringField("body", request.body());
    texts("stripped_params", request.strippedParams());
    texts("added_params", request.addedParams());
    json.writeEndObject();
  }

  private static Map<String, String> headers(ShownRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach(field -> headers.merge(field.name(), field.value(), (a, b) -> a + ", " + b));
    return headers;
  }

  private void write(Plan.Reply reply) throws IOException {
    json.writeObjectFieldStart("client_gets");
    json.writeNumberField("status", reply.status());
    if (reply.code() != null) {
      json.writeStringField("code", reply.code());
      json.writeStringField("message", reply.message());
    }
    if (reply.body() != null) {
      json.writeStringField("body", reply.body());
    }
    json.writeEndObject();
  }

  private void texts(String field, List<String> texts) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
