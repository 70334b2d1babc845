package dev.keyway.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our messages are held to the published ones, of which they are a part. */
class WireTest {

  private final Set<String> compared = new HashSet<>();

  @Test
  void each_field_has_the_published_number_and_type() {
    compare(
        ProcessingRequest.getDescriptor(),
        io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest.getDescriptor());
    compare(
        ProcessingResponse.getDescriptor(),
        io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse.getDescriptor());

    assertThat(compared).contains("HeaderValueOption", "ProcessingMode", "BodyMutation");
  }

  private void compare(Descriptor ours, Descriptor published) {
    if (!compared.add(ours.getName())) {
      return;
    }
    for (FieldDescriptor field : ours.getFields()) {
      FieldDescriptor other = published.findFieldByNumber(field.getNumber());
      assertThat(other).as(field.getFullName()).isNotNull();
      assertThat(other.getName()).isEqualTo(field.getName());
      assertThat(other.isRepeated()).isEqualTo(field.isRepeated());
      if (!ours.getName().equals("HttpStatus")) { // an enumeration there, the same bytes
        compare(field, other);
      }
    }
  }

  private void compare(FieldDescriptor field, FieldDescriptor other) {
    assertThat(other.getType()).as(field.getFullName()).isEqualTo(field.getType());
    switch (field.getJavaType()) {
      case MESSAGE -> compare(field.getMessageType(), other.getMessageType());
      case ENUM -> {
        for (EnumValueDescriptor value : field.getEnumType().getValues()) {
          assertThat(other.getEnumType().findValueByNumber(value.getNumber()).getName())
              .isEqualTo(value.getName());
        }
      }
      default -> {}
    }
  }
}
