package dev.keyway.snapshot;

import dev.keyway.catalogue.Provider;
import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import dev.keyway.health.Snapshot;
import dev.keyway.health.Standing;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.request.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SnapshotJson} writes, or somebody by hand, as YAML or JSON, or a decision
 * record that holds it. Everything may be left out; an unknown field is an error. A provider or a
 * key that the policy does not have leaves a warning.
 */
public final class SnapshotReader {

  /** A year: more than anything here lasts. */
  private static final double MOST_SECONDS = 365 * 24 * 3600;

  private static final String TRIALS = "models_tried";
  private static final List<Standing.Cause> CAUSES_OF_KEY =
      List.of(Standing.Cause.INVALID_KEY, Standing.Cause.OUT_OF_MONEY);
  private static final List<Standing.Cause> CAUSES_AT_MODEL =
      List.of(Standing.Cause.MODEL_NOT_ALLOWED);

  private final List<AiGateway> gateways;
  private final Problems problems;
  private final CountedReader counted = new CountedReader();

  private SnapshotReader(List<AiGateway> gateways, Problems problems) {
    this.gateways = gateways;
    this.problems = problems;
  }

  /**
   * The snapshot in a document; what is wrong with it is left in {@code problems}.
   *
   * @param utf8 the text's bytes
   * @param gateways the actions of the policy it is read for
   */
  public static Snapshot read(byte[] utf8, List<AiGateway> gateways, Problems problems) {
    Node root = DocumentReader.read(utf8, problems);
    Fields fields = root == null ? null : Fields.of(root, problems);
    return fields == null
        ? Snapshot.NOTHING
        : new SnapshotReader(gateways, problems).document(fields);
  }

  private Snapshot document(Fields fields) {
    return fields.has(TRIALS) ? ofRecord(fields) : snapshot(fields);
  }

  /** Of a decision record its facts alone are read; where two tell of one key, the first. */
  private Snapshot ofRecord(Fields record) {
    List<Snapshot> told = new ArrayList<>();
    for (Fields trial : record.objects(TRIALS)) {
      Fields facts = trial.object("facts");
      if (facts != null) {
        told.add(snapshot(facts));
      }
    }
    if (told.isEmpty()) {
      problems.warning(
          record.place(TRIALS),
          "this decision record holds no facts; the daemon writes them with records.facts: true");
    }
    return Snapshot.merged(told);
  }

  private Snapshot snapshot(Fields fields) {
    Map<String, Snapshot.OfProvider> providers = new LinkedHashMap<>();
    for (Node.Member member : fields.members("providers")) {
      Fields provider = Fields.of(member.value(), problems);
      if (provider != null) {
        providers.put(member.name(), provider(member, provider));
      }
    }
    fields.end();
    return new Snapshot(providers);
  }

  private Snapshot.OfProvider provider(Node.Member member, Fields fields) {
    List<Provider> known =
        gateways.stream()
            .flatMap(gateway -> Stream.ofNullable(gateway.catalogue().provider(member.name())))
            .toList();
    if (known.isEmpty()) {
      warnOf(
          member, "provider", gateways.getFirst().catalogue().nearestProviders(member.name(), 1));
    } else {
      keysOf(known.getFirst(), fields.members("keys"));
    }
    Snapshot.OfProvider provider =
        new Snapshot.OfProvider(named(fields, "keys", this::key), endpoints(fields));
    fields.end();
    return provider;
  }

  private void keysOf(Provider provider, List<Node.Member> told) {
    List<String> known =
        gateways.stream()
            .flatMap(gateway -> gateway.everyKeyOf(provider.id()).stream())
            .map(ApiKey::id)
            .toList();
    for (Node.Member key : told) {
      if (!known.contains(key.name())) {
        String nearest = Nearest.of(key.name(), known);
        warnOf(key, "key of this provider", nearest == null ? List.of() : List.of(nearest));
      }
    }
  }

  private void warnOf(Node.Member member, String what, List<String> nearest) {
    String hint = nearest.isEmpty() ? "" : "; did you mean " + nearest.getFirst() + "?";
    problems.warning(
        member.namePlace(), "the policy has no such " + what + ", so this changes nothing" + hint);
  }

  private Map<Format, Snapshot.OfEndpoint> endpoints(Fields provider) {
    Map<Format, Snapshot.OfEndpoint> endpoints = new LinkedHashMap<>();
    Fields fields = provider.object("endpoints");
    if (fields == null) {
      return endpoints;
    }
    for (Format format : Format.values()) {
      Fields endpoint = fields.object(format.wireName());
      if (endpoint != null) {
        endpoints.put(format, endpoint(endpoint));
      }
    }
    fields.end();
    return endpoints;
  }

  private Snapshot.OfKey key(Fields fields) {
    Long inFlight = fields.whole("in_flight", 0, Integer.MAX_VALUE);
    Snapshot.OfKey key =
        new Snapshot.OfKey(
            aside(fields, CAUSES_OF_KEY),
            inFlight == null ? 0 : inFlight,
            seconds(fields, "last_used_seconds"),
            counted.read(fields),
            named(fields, "models", this::atModel));
    fields.end();
    return key;
  }

  private Snapshot.AtModel atModel(Fields fields) {
    Double cooldown = seconds(fields, "cooldown_seconds");
    Snapshot.AtModel pair =
        new Snapshot.AtModel(
            aside(fields, CAUSES_AT_MODEL),
            cooldown == null ? 0.0 : cooldown,
            quota(fields.object("quota")),
            counted.read(fields));
    fields.end();
    return pair;
  }

  private Snapshot.@Nullable Aside aside(Fields parent, List<Standing.Cause> causes) {
    Fields fields = parent.object("set_aside");
    if (fields == null) {
      return null;
    }
    fields.required("cause", "it says why the key is set aside");
    Standing.Cause cause = fields.choice("cause", causes, Names::of);
    Double until = seconds(fields, "until_seconds");
    fields.end();
    return cause == null ? null : new Snapshot.Aside(cause, until);
  }

  private static Snapshot.Quota quota(@Nullable Fields fields) {
    if (fields == null) {
      return Snapshot.Quota.UNKNOWN;
    }
    Snapshot.Quota quota =
        new Snapshot.Quota(
            CountedReader.count(fields, "remaining_requests"),
            CountedReader.count(fields, "remaining_tokens"),
            CountedReader.count(fields, "limit_requests"),
            CountedReader.count(fields, "limit_tokens"),
            seconds(fields, "reset_seconds"));
    fields.end();
    return quota;
  }

  private Snapshot.OfEndpoint endpoint(Fields fields) {
    Snapshot.OfEndpoint endpoint =
        new Snapshot.OfEndpoint(
            seconds(fields, "left_alone_seconds"), named(fields, "models", this::model));
    fields.end();
    return endpoint;
  }

  private Snapshot.OfModel model(Fields fields) {
    Snapshot.OfModel model =
        new Snapshot.OfModel(counted.read(fields), named(fields, "routes", this::route));
    fields.end();
    return model;
  }

  private Snapshot.Counted route(Fields fields) {
    Snapshot.Counted route = counted.read(fields);
    fields.end();
    return route;
  }

  private <T> Map<String, T> named(Fields parent, String field, Function<Fields, T> read) {
    Map<String, T> named = new LinkedHashMap<>();
    for (Node.Member member : parent.members(field)) {
      Fields fields = Fields.of(member.value(), problems);
      if (fields != null) {
        named.put(member.name(), read.apply(fields));
      }
    }
    return named;
  }

  private static @Nullable Double seconds(Fields fields, String name) {
    return fields.number(name, 0, MOST_SECONDS);
  }
}
