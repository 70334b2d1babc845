package dev.keyway.envoy;

import com.google.protobuf.ByteString;
import dev.keyway.envoy.wire.HeaderMutation;
import dev.keyway.envoy.wire.HeaderValue;
import dev.keyway.envoy.wire.HeaderValueOption;
import dev.keyway.envoy.wire.HeaderValueOption.HeaderAppendAction;
import dev.keyway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Collects what becomes of a message's headers: Envoy removes first and sets then. */
final class Mutation {

  private final HeaderMutation.Builder mutation = HeaderMutation.newBuilder();

  /** Takes off all headers of this name. */
  Mutation remove(String name) {
    mutation.addRemoveHeaders(name);
    return this;
  }

  /** Sets a header over all of its name. */
  Mutation set(String name, String value) {
    return write(name, value, HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD);
  }

  /** Adds a header beside those of its name. */
  Mutation add(String name, String value) {
    return write(name, value, HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD);
  }

  /**
   * Makes these headers of those: takes off what is not among them, and writes what differs.
   *
   * @param left names that stay as they are
   */
  Mutation replace(Headers those, Headers these, Predicate<String> left) {
    for (String name : those.names()) {
      if (!left.test(name) && !these.contains(name)) {
        remove(name);
      }
    }
    for (String name : these.names()) {
      List<String> values = these.all(name);
      String lower = name.toLowerCase(Locale.ROOT);
      if (!left.test(lower) && !values.equals(those.all(name))) {
        set(lower, values.getFirst());
        values.subList(1, values.size()).forEach(value -> add(lower, value));
      }
    }
    return this;
  }

  private Mutation write(String name, String value, HeaderAppendAction action) {
    mutation.addSetHeaders(
        HeaderValueOption.newBuilder()
            .setHeader(
                HeaderValue.newBuilder()
                    .setKey(name)
                    .setRawValue(ByteString.copyFrom(value, StandardCharsets.ISO_8859_1)))
            .setAppendAction(action));
    return this;
  }

  HeaderMutation build() {
    return mutation.build();
  }
}
