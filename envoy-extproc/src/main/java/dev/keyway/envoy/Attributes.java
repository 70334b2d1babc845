package dev.keyway.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.keyway.envoy.wire.ProcessingRequest;
import org.jspecify.annotations.Nullable;

/** What a filter's {@code request_attributes} told of a request and its connection. */
final class Attributes {

  /** Envoy puts them under the filter's own name, whatever its place is called. */
  private static final String FILTER = "envoy.filters.http.ext_proc";

  private final Struct values;

  private Attributes(Struct values) {
    this.values = values;
  }

  static Attributes of(ProcessingRequest request) {
    return new Attributes(request.getAttributesOrDefault(FILTER, Struct.getDefaultInstance()));
  }

  /** The attribute's text, or null when it is not there or empty. */
  @Nullable String text(String name) {
    return Plain.text(values, name);
  }

  /** Whether the attribute is there and true. */
  boolean flag(String name) {
    Value value = values.getFieldsMap().get(name);
    return value != null && value.getBoolValue();
  }

  /** The attribute's whole number; 0 when it is not there. */
  int number(String name) {
    Value value = values.getFieldsMap().get(name);
    return value == null ? 0 : (int) value.getNumberValue();
  }
}
