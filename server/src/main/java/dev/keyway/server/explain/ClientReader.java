package dev.keyway.server.explain;

import dev.keyway.access.Caller;
import dev.keyway.access.Caller.Voucher;
import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a description of who calls: YAML or JSON, every field optional. */
public final class ClientReader {

  private final Fields fields;
  private final Problems problems;

  private ClientReader(Fields fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** The client that a text describes; what is wrong with it is left in {@code problems}. */
  public static ExplainedClient read(byte[] text, Problems problems) {
    Node root = DocumentReader.read(text, problems);
    Fields fields = root == null ? null : Fields.of(root, problems);
    return fields == null ? somebody() : new ClientReader(fields, problems).read();
  }

  /** Who is assumed when nobody is described: a client with an access key that has no limits. */
  public static ExplainedClient somebody() {
    return ExplainedClient.SOMEBODY;
  }

  private ExplainedClient read() {
    Voucher voucher =
        Objects.requireNonNullElse(
            fields.choice("vouched_by", List.of(Voucher.values()), ClientReader::wireName),
            Voucher.ACCESS_KEY);
    String consumer = fields.text("consumer");
    Caller caller =
        new Caller(
            voucher,
            consumer == null ? ofNobodyDescribed(voucher) : consumer,
            onlyOfHost("username", voucher, fields.text("username")),
            texts("groups"),
            onlyOfHost("credential", voucher, fields.text("credential")),
            claims(voucher),
            fields.text("client_ip"),
            limit("providers"),
            limit("models"));
    boolean brings = fields.flag("provider_key", false);
    String route =
        Objects.requireNonNullElse(fields.text("route"), ExplainedClient.SOMEBODY.route());
    refuseOfNobody(voucher);
    fields.end();
    return new ExplainedClient(caller, brings, route);
  }

  private static @Nullable String ofNobodyDescribed(Voucher voucher) {
    return voucher == Voucher.ACCESS_KEY ? ExplainedClient.SOMEBODY.caller().consumer() : null;
  }

  private static String wireName(Voucher voucher) {
    return voucher.name().toLowerCase(Locale.ROOT);
  }

  /** What a host says of its consumers, and access keys say otherwise. */
  private @Nullable String onlyOfHost(String name, Voucher voucher, @Nullable String value) {
    if (value != null && voucher != Voucher.HOST) {
      problems.error(fields.place(name), "only a host gateway says so; add vouched_by: host");
    }
    return value;
  }

  private Map<String, Object> claims(Voucher voucher) {
    Map<String, Object> claims = fields.free("claims");
    Map<String, Object> metadata = fields.free("metadata");
    if (fields.has("claims") && voucher == Voucher.ACCESS_KEY) {
      problems.error(
          fields.namePlace("claims"), "an access key has metadata; a host vouches for claims");
    }
    if (fields.has("metadata") && voucher == Voucher.HOST) {
      problems.error(
          fields.namePlace("metadata"), "a host vouches for claims; an access key has metadata");
    }
    return voucher == Voucher.ACCESS_KEY ? metadata : claims;
  }

  private void refuseOfNobody(Voucher voucher) {
    if (voucher != Voucher.NOBODY) {
      return;
    }
    for (String name : List.of("consumer", "groups", "claims", "metadata", "providers", "models")) {
      if (fields.has(name)) {
        problems.error(fields.namePlace(name), "of a client nobody vouches for nothing is known");
      }
    }
  }

  private @Nullable List<String> limit(String name) {
    List<String> names = texts(name);
    if (fields.node(name) instanceof Node.Sequence && names.isEmpty()) {
      problems.error(fields.place(name), "an empty list allows nothing; leave it out to allow all");
    }
    return names.isEmpty() ? null : names;
  }

  private List<String> texts(String name) {
    return fields.texts(name).stream().map(Node.Scalar::text).toList();
  }
}
