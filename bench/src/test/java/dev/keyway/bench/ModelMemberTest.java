package dev.keyway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelMemberTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"model":"a"}                                       | "a"
          {"messages":[{"model":"no","x":"}"}],"model" : "b"} | "b"
          {"x":"\\"model\\":\\"no\\"","model":"c\\"d"}        | "c\\"d"
          {"x":"ends with \\\\","model":"e"}                  | "e"
          {"x":"model","y":["model","no"],"model":"f"}        | "f"
          {"model":7}                                         |
          {"messages":[]}                                     |
          {"x":"open                                          |
          """)
  void in_anObject_findsTheTopLevelMember(String json, @Nullable String value) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    ModelMember member = ModelMember.in(bytes);

    assertThat(member == null ? null : json.substring(member.from(), member.to())).isEqualTo(value);
  }
}
