package dev.keyway.hostconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRouteTest {

  private static final PolicyTimes TIMES =
      new PolicyTimes(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({"/, /", "/chat, /chat", "/chat/, /chat", "/a/b-c_d.e~f, /a/b-c_d.e~f", "/..a, /..a"})
  void plainPath_isARoutes(String text, String path) {
    assertThat(PolicyRoute.parsePath(text)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chat", "//", "/a//b", "/a b", "/..", "/../a", "/a/./b", "~/a", "/é"})
  void oddPath_isNone(String path) {
    assertThat(PolicyRoute.parsePath(path)).isNull();
  }

  @Test
  void route_isWhereItsPathsBegin() {
    PolicyRoute chat = new PolicyRoute("chat", "/llm/chat", TIMES, null);
    PolicyRoute any = new PolicyRoute("chat", "/", TIMES, "providers: []\n");

    assertThat(chat.below()).isEqualTo("/llm/chat/");
    assertThat(chat.prefixMember()).isEqualTo(new Yaml("prefix: /llm/chat"));
    assertThat(chat.policyMember()).isEqualTo(new Yaml("policy: chat"));
    assertThat(any.below()).isEqualTo("/");
    assertThat(any.prefixMember()).isEqualTo(Yaml.NOTHING);
    assertThat(any.policyMember().source()).isEqualTo("policy_inline: |\n  providers: []\n");
  }

  @Test
  void variables_areInTheirOrder() {
    Map<String, String> vars = new LinkedHashMap<>();
    vars.put("team", "red: blue");
    vars.put("place", "here");

    assertThat(PolicyRoute.varsMember(vars).source())
        .isEqualTo("vars: {team: \"red: blue\", place: here}");
    assertThat(PolicyRoute.varsMember(Map.of())).isEqualTo(Yaml.NOTHING);
  }
}
