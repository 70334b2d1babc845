package dev.keyway.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.exceptions.CelBadFormatException;

/** Values of expressions from JSON; {@link JsonText} is the way back. */
final class Json {

  /** Characters read that cost as much as one step: each may begin a value. */
  private static final int TEXT_PER_STEP = 4;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  /**
   * What a text says. Lists and maps are views, as those of variables are: what they don't hold is
   * absent.
   *
   * @throws CelBadFormatException when it is no JSON
   */
  static Object read(String text, Meter meter) {
    try {
      return Values.wrap(ValueType.Scalar.DYN, parse(text, meter));
    } catch (JsonProcessingException malformed) {
      throw new CelBadFormatException(malformed);
    }
  }

  static boolean isValid(String text, Meter meter) {
    try {
      parse(text, meter);
      return true;
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }

  private static Object parse(String text, Meter meter) throws JsonProcessingException {
    meter.charge(text.length() / TEXT_PER_STEP);
    return MAPPER.readValue(text, Object.class);
  }
}
