package dev.keyway.envoy;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.keyway.envoy.wire.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that Envoy tries, as its {@code priority_group} cluster specifier reads them from
 * the metadata {@code keyway.route}: try N goes to the group at N - 1, and further ones to the
 * last.
 */
final class Route {

  /** Keyway's own cluster: the external processor's gRPC server, which refuses what is no gRPC. */
  static final String OURS = "keyway";

  private static final String ROUTE = "keyway.route";
  private static final String CONTEXT = "keyway.ctx";
  private static final String HANDOVER = "handover";

  private Route() {}

  /**
   * The first try goes to this cluster.
   *
   * @param flight the request's id, by which its other filters find it
   * @param handover for a process that takes over from this one, or null: none can
   */
  static Struct first(String cluster, String flight, @Nullable Handover handover) {
    return Struct.newBuilder()
        .putFields(ROUTE, groups(1, cluster))
        .putFields(
            CONTEXT,
            of(
                Struct.newBuilder()
                    .putFields("flight", text(flight))
                    .putFields(HANDOVER, handover(handover))))
        .build();
  }

  /**
   * The try of this number goes to this cluster. What follows one that gives no answer goes to
   * Keyway, where the decision is made.
   */
  static Struct next(int number, String cluster, @Nullable Handover handover) {
    return Struct.newBuilder()
        .putFields(ROUTE, groups(number, cluster))
        .putFields(CONTEXT, of(Struct.newBuilder().putFields(HANDOVER, handover(handover))))
        .build();
  }

  private static Value handover(@Nullable Handover handover) {
    String text = handover == null ? null : handover.text();
    return text == null
        ? Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build()
        : text(text);
  }

  /** What another process left for this one among a request's metadata, or null. */
  static @Nullable Handover handover(Metadata metadata) {
    String text = Plain.text(context(metadata), HANDOVER);
    return text == null ? null : Handover.of(text);
  }

  /** What the upstream filter that sets the length reads. */
  static Struct contentLength(long bytes) {
    return Struct.newBuilder()
        .putFields(
            CONTEXT,
            of(Struct.newBuilder().putFields("content_length", text(Long.toString(bytes)))))
        .build();
  }

  /** The flight's id among a request's metadata; empty when it is not there. */
  static String flight(Metadata metadata) {
    String id = Plain.text(context(metadata), "flight");
    return id == null ? "" : id;
  }

  private static Struct context(Metadata metadata) {
    return metadata.getFilterMetadataOrDefault(CONTEXT, Struct.getDefaultInstance());
  }

  private static Value groups(int number, String cluster) {
    ListValue.Builder groups = ListValue.newBuilder();
    for (int i = 1; i < number; i++) {
      groups.addValues(group(i, OURS)); // is past
    }
    groups.addValues(group(number, cluster)).addValues(group(number + 1, OURS));
    return of(
        Struct.newBuilder()
            .putFields("priority_groups", Value.newBuilder().setListValue(groups).build()));
  }

  private static Value group(int number, String cluster) {
    Value one =
        of(
            Struct.newBuilder()
                .putFields("cluster_name", text(cluster))
                .putFields("weight", Value.newBuilder().setNumberValue(1).build()));
    return of(
        Struct.newBuilder()
            .putFields("name", text(Integer.toString(number)))
            .putFields(
                "clusters",
                Value.newBuilder().setListValue(ListValue.newBuilder().addValues(one)).build()));
  }

  private static Value of(Struct.Builder struct) {
    return Value.newBuilder().setStructValue(struct).build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
