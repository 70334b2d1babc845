package dev.keyway.provider;

import dev.keyway.access.Caller;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Definitions;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import dev.keyway.expression.Evaluation;
import dev.keyway.expression.SecretUse;
import dev.keyway.expression.Template;
import dev.keyway.facts.Connection;
import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.RequestFacts;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.AiGateway.Additions;
import dev.keyway.policy.TokenLimits;
import dev.keyway.request.ClientBody;
import dev.keyway.request.RequestReader;
import dev.keyway.request.RequestReading;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import dev.keyway.secret.Secret;
import dev.keyway.testing.ManualGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One prepared attempt, told step by step. */
final class AttemptCase {

  private final Definitions provider;
  private String model = "gpt-4o";
  private Surface surface = Surface.CHAT_COMPLETIONS;
  private Headers headers = Headers.of("Content-Type", "application/json");
  private @Nullable String query;
  private String body = "{\"model\":\"gpt-4o\",\"messages\":[]}";
  private @Nullable Secret credential = Secret.of("sk-policy");
  private final Map<String, Template> addedHeaders = new LinkedHashMap<>();
  private final Map<String, Template> addedQuery = new LinkedHashMap<>();
  private final Map<String, Object> addedBody = new LinkedHashMap<>();
  private final List<Definitions> others = new ArrayList<>();
  private @Nullable Long maxOutput;
  private boolean asksForUsage;
  private ProviderUrls urls = ProviderUrls.NONE;

  private AttemptCase(Definitions provider) {
    this.provider = provider;
  }

  static AttemptCase to(String provider) {
    return to(Definitions.provider(provider));
  }

  static AttemptCase to(Definitions provider) {
    return new AttemptCase(provider);
  }

  /** Another provider of the policy. */
  AttemptCase beside(Definitions other) {
    others.add(other);
    return this;
  }

  AttemptCase model(String id) {
    model = id;
    return this;
  }

  AttemptCase messages() {
    surface = Surface.MESSAGES;
    return this;
  }

  /** A form, as a client sends it; lines end with LF here and with CR LF in the request. */
  AttemptCase form(Surface endpoint, String parts) {
    surface = endpoint;
    headers = Headers.of("Content-Type", "multipart/form-data; boundary=b");
    body = parts.replace("\n", "\r\n");
    return this;
  }

  AttemptCase headers(String... namesAndValues) {
    headers = Headers.of(namesAndValues);
    return this;
  }

  AttemptCase query(@Nullable String raw) {
    query = raw;
    return this;
  }

  AttemptCase body(String json) {
    body = json;
    return this;
  }

  AttemptCase key(@Nullable String key) {
    credential = key == null ? null : Secret.of(key);
    return this;
  }

  AttemptCase addHeader(String name, @Nullable Object value) {
    addedHeaders.put(name, yielding(new Evaluation.Value(value)));
    return this;
  }

  AttemptCase addQuery(String name, @Nullable Object value) {
    addedQuery.put(name, yielding(new Evaluation.Value(value)));
    return this;
  }

  AttemptCase addField(String name, Object value) {
    addedBody.put(name, value);
    return this;
  }

  /** {@code max_output_tokens}. */
  AttemptCase maxOutput(long tokens) {
    maxOutput = tokens;
    return this;
  }

  AttemptCase completions() {
    surface = Surface.COMPLETIONS;
    return this;
  }

  AttemptCase responses() {
    surface = Surface.RESPONSES;
    return this;
  }

  /** As with {@code stream_usage: always}. */
  AttemptCase asksForUsage() {
    asksForUsage = true;
    return this;
  }

  AttemptCase urls(String provider, String url) {
    urls = new ProviderUrls(Map.of(provider, URI.create(url)));
    return this;
  }

  PreparedAttempt prepared() {
    return switch (prepare()) {
      case Preparation.Prepared prepared -> prepared.attempt();
      case Preparation.Impossible impossible ->
          throw new AssertionError(impossible.refusal().message());
    };
  }

  Preparation prepare() {
    return new AttemptPreparer(urls, new Random(1))
        .prepare(facts(), candidate(), credential, policy());
  }

  static String body(PreparedAttempt attempt) {
    return new String(ByteSlice.join(attempt.body()), StandardCharsets.UTF_8);
  }

  static Template yielding(Evaluation evaluation) {
    return new Template() {
      @Override
      public String source() {
        return "${…}";
      }

      @Override
      public boolean literal() {
        return false;
      }

      @Override
      public boolean uses(String path) {
        return false;
      }

      @Override
      public List<SecretUse> secrets() {
        return List.of();
      }

      @Override
      public Evaluation evaluate(Map<String, ?> variables, RandomGenerator random) {
        return evaluation;
      }
    };
  }

  private RequestFacts facts() {
    RequestReading reading =
        RequestReader.read(
            surface, headers, ClientBody.whole(body.getBytes(StandardCharsets.UTF_8)));
    HeadFacts head =
        new HeadFacts(
            "id",
            "route",
            "POST",
            surface.path(),
            query,
            headers,
            Caller.unknown(null),
            Instant.EPOCH,
            Connection.PLAIN);
    return RequestFacts.of(head, ((RequestReading.Read) reading).request(), "");
  }

  private AiGateway policy() {
    return new ManualGateway()
        .catalogue(catalogue())
        .additions(new Additions(addedHeaders, addedQuery, addedBody))
        .tokens(new TokenLimits(null, maxOutput, false))
        .asksForUsage(asksForUsage)
        .get();
  }

  private Catalogue catalogue() {
    return Catalogue.builtIn()
        .with(Stream.concat(Stream.of(provider), others.stream()).map(Definitions::get).toList());
  }

  private Candidate candidate() {
    Catalogue catalogue = catalogue();
    Provider merged = catalogue.providers().get(0);
    Model known = catalogue.model(merged.id(), model);
    Endpoint endpoint = Objects.requireNonNull(merged.endpointFor(surface));
    return new Candidate(
        merged,
        known == null ? Model.unknown(model) : known,
        known != null,
        endpoint,
        List.of(Payer.POLICY));
  }
}
