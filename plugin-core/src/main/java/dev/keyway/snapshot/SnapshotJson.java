package dev.keyway.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.health.FailureKind;
import dev.keyway.health.Latency;
import dev.keyway.health.Snapshot;
import dev.keyway.health.Snapshot.Counted;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot as JSON in which what is unknown, or zero because it never happened, is left
 * out. docs/facts.md describes it.
 */
public final class SnapshotJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private SnapshotJson(JsonGenerator json) {
    this.json = json;
  }

  /** The document, indented for people. */
  public static String text(Snapshot snapshot) {
    return text(snapshot, JsonGenerator::useDefaultPrettyPrinter);
  }

  /** The document on one line, as it stands in a larger one. */
  public static String line(Snapshot snapshot) {
    return text(snapshot, UnaryOperator.identity());
  }

  private static String text(Snapshot snapshot, UnaryOperator<JsonGenerator> layout) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = layout.apply(FACTORY.createGenerator(text))) {
      SnapshotJson writer = new SnapshotJson(json);
      json.writeStartObject();
      writer.objects("providers", snapshot.providers(), writer::provider);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does no I/O", e);
    }
    return text.toString();
  }

  private void provider(Snapshot.OfProvider provider) throws IOException {
    objects("keys", provider.keys(), this::key);
    if (!provider.endpoints().isEmpty()) {
      json.writeObjectFieldStart("endpoints");
      for (var endpoint : provider.endpoints().entrySet()) {
        object(endpoint.getKey().wireName(), endpoint.getValue(), this::endpoint);
      }
      json.writeEndObject();
    }
  }

  private void key(Snapshot.OfKey key) throws IOException {
    aside(key.setAside());
    whole("in_flight", key.inFlight());
    number("last_used_seconds", key.lastUsedSeconds());
    counted(key.counted());
    objects("models", key.models(), this::atModel);
  }

  private void atModel(Snapshot.AtModel pair) throws IOException {
    aside(pair.setAside());
    if (pair.cooldownSeconds() > 0) {
      number("cooldown_seconds", pair.cooldownSeconds());
    }
    if (!pair.quota().equals(Snapshot.Quota.UNKNOWN)) {
      object("quota", pair.quota(), this::quota);
    }
    counted(pair.counted());
  }

  private void quota(Snapshot.Quota quota) throws IOException {
    known("remaining_requests", quota.remainingRequests());
    known("remaining_tokens", quota.remainingTokens());
    known("limit_requests", quota.limitRequests());
    known("limit_tokens", quota.limitTokens());
    number("reset_seconds", quota.resetSeconds());
  }

  private void aside(Snapshot.@Nullable Aside aside) throws IOException {
    if (aside != null) {
      json.writeObjectFieldStart("set_aside");
      json.writeStringField("cause", Names.of(aside.cause()));
      number("until_seconds", aside.untilSeconds());
      json.writeEndObject();
    }
  }

  private void endpoint(Snapshot.OfEndpoint endpoint) throws IOException {
    number("left_alone_seconds", endpoint.leftAloneSeconds());
    objects("models", endpoint.models(), this::model);
  }

  private void model(Snapshot.OfModel model) throws IOException {
    counted(model.counted());
    objects("routes", model.routes(), this::counted);
  }

  private void counted(Counted counted) throws IOException {
    whole("request_count", counted.requestCount());
    if (counted.totalErrorRate() > 0 || !counted.errorRates().isEmpty()) {
      object("error_rate", counted, this::errorRates);
    }
    if (!counted.means().isEmpty() || !counted.p95s().isEmpty()) {
      object("latency", counted, this::latencies);
    }
    if (hasTokens(counted)) {
      object("token", counted, this::tokens);
    }
  }

  private void errorRates(Counted counted) throws IOException {
    number("total", counted.totalErrorRate());
    for (FailureKind kind : FailureKind.values()) {
      number(Names.of(kind), counted.errorRates().get(kind));
    }
  }

  private void latencies(Counted counted) throws IOException {
    for (Latency latency : Latency.values()) {
      number(Names.mean(latency), counted.meanMillis(latency));
      number(Names.p95(latency), counted.p95Millis(latency));
    }
  }

  private static boolean hasTokens(Counted counted) {
    return counted.inputTokens() > 0
        || counted.outputTokens() > 0
        || counted.estimatedInputTokens() != null
        || counted.estimatedOutputTokens() != null;
  }

  private void tokens(Counted counted) throws IOException {
    whole("provider_input", counted.inputTokens());
    whole("provider_output", counted.outputTokens());
    known("estimated_input", counted.estimatedInputTokens());
    known("estimated_output", counted.estimatedOutputTokens());
  }

  private interface Part<T> {
    void write(T value) throws IOException;
  }

  private <T> void objects(String field, Map<String, T> values, Part<T> part) throws IOException {
    if (values.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, T> entry : values.entrySet()) {
      object(entry.getKey(), entry.getValue(), part);
    }
    json.writeEndObject();
  }

  private <T> void object(String field, T value, Part<T> part) throws IOException {
    json.writeObjectFieldStart(field);
    part.write(value);
    json.writeEndObject();
  }

  private void whole(String field, long value) throws IOException {
    if (value != 0) {
      json.writeNumberField(field, value);
    }
  }

  private void known(String field, @Nullable Long value) throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }

  private void number(String field, @Nullable Double value) throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }
}
