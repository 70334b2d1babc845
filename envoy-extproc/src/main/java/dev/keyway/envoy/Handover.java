package dev.keyway.envoy;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.keyway.DecidedAttempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another process needs to make the next try in this one's place, as it stands in Envoy's
 * metadata: the decision by its names, and who calls, signed. No key, and nothing that a client
 * wrote but its path.
 *
 * @param context a {@link dev.keyway.access.SignedContext}
 * @param path the client's path, without the prefix that its route takes off
 * @param headers names of the client's headers, lower case: what else stands in a try is an earlier
 *     one's
 */
record Handover(String context, String path, List<String> headers, DecidedAttempt decided) {

  Handover {
    headers = List.copyOf(headers);
  }

  Struct struct() {
    return Struct.newBuilder()
        .putFields("context", text(context))
        .putFields("path", text(path))
        .putFields("headers", texts(headers))
        .putFields("action", Value.newBuilder().setNumberValue(decided.action()).build())
        .putFields("provider", text(decided.provider()))
        .putFields("model", text(decided.model()))
        .putFields("key", text(decided.key()))
        .build();
  }

  /** Null when it is not whole. */
  static @Nullable Handover of(Struct struct) {
    String context = Plain.text(struct, "context");
    String path = Plain.text(struct, "path");
    String provider = Plain.text(struct, "provider");
    String model = Plain.text(struct, "model");
    String key = Plain.text(struct, "key");
    List<String> headers = Plain.texts(struct, "headers");
    int action = Plain.number(struct, "action");
    return context == null
            || path == null
            || provider == null
            || model == null
            || key == null
            || headers == null
            || action < 0
        ? null
        : new Handover(context, path, headers, new DecidedAttempt(action, provider, model, key));
  }

  private static Value texts(List<String> texts) {
    ListValue.Builder list = ListValue.newBuilder();
    texts.forEach(each -> list.addValues(text(each)));
    return Value.newBuilder().setListValue(list).build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  /** Prints no token. */
  @Override
  public String toString() {
    return "Handover[" + path + " " + decided + "]";
  }
}
