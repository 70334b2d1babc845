package dev.keyway.server.command;

import dev.keyway.envoy.config.Address;
import dev.keyway.envoy.config.Form;
import dev.keyway.envoy.config.Shape;
import dev.keyway.envoy.config.Trust;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options about Envoy. */
final class EnvoyConverters {

  private EnvoyConverters() {}

  /** {@code relay}, {@code token} or {@code native}. */
  static final class FormName implements ITypeConverter<Form> {
    @Override
    public Form convert(String text) {
      return Arrays.stream(Form.values())
          .filter(form -> form.wireName().equals(text))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("expected relay, token or native"));
    }
  }

  /** {@code envoy-gateway} or {@code istio}. */
  static final class Cluster implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String text) {
      return switch (text) {
        case "envoy-gateway" -> Shape.ENVOY_GATEWAY;
        case "istio" -> Shape.ISTIO;
        default -> throw new TypeConversionException("expected envoy-gateway or istio");
      };
    }
  }

  /** {@code HOST:PORT} or {@code unix:PATH}. */
  static final class Place implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      Address address = Address.parse(text);
      if (address == null) {
        throw new TypeConversionException(
            "expected HOST:PORT, such as 127.0.0.1:8710, or unix:/PATH of at most 107 bytes");
      }
      return address;
    }
  }

  /** A name as {@code payload_in_metadata} may have it. */
  static final class PayloadName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Trust.isName(text)) {
        throw new TypeConversionException("expected letters, digits, '.', '_' and '-'");
      }
      return text;
    }
  }
}
