package dev.keyway.hostconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class YamlTest {

  private static final org.yaml.snakeyaml.Yaml READER =
      new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat",
        "openai/https/api.openai.com/443",
        "",
        " ",
        "true",
        "No",
        "null",
        "~",
        "1e3",
        "0x10",
        "12:30",
        "127.0.0.1",
        "a: b",
        "a #b",
        "- a",
        "{a: b}",
        "a}, {b",
        "'",
        "\"",
        "\\",
        "x\"\nadmin: {}",
        "x\r\n- evil: true",
        "x\u0085y",
        "x\u2028y",
        "tab\tnul\u0000",
        "%ENVIRONMENT(KEY)%",
        "${name}",
        "$1\\2",
        "&anchor",
        "*alias",
        "!tag",
        "|",
        "é",
        "\ud83d\ude00"
      })
  void text_staysWhatItIs(String text) {
    String inBlock = Template.of("a: ${name}\nb: 1").with("name", text).filled().source();
    String inFlow = Template.of("{a: ${name}, b: 1}").with("name", text).filled().source();

    assertThat(READER.<Object>load(inBlock)).isEqualTo(Map.of("a", text, "b", 1));
    assertThat(READER.<Object>load(inFlow)).isEqualTo(Map.of("a", text, "b", 1));
    assertThat(READER.<Object>load("a: " + Yaml.singleQuoted(text).source()))
        .isEqualTo(Map.of("a", text));
  }

  @Test
  void list_isItsTextsInOneLine() {
    List<String> texts = List.of("plain", "a, b", "]", "true");

    Yaml list = Yaml.list(texts);

    assertThat(list.source()).doesNotContain("\n");
    assertThat(READER.<Object>load(list.source())).isEqualTo(texts);
    assertThat(Yaml.list(List.of()).source()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\n",
        "# why\n\na:\n  - b: \"c\"\n    d: ${e}\n",
        "é: \ud83d\ude00\n",
        "a: |\n  b\n\n\tc \n",
        "one line",
        "no end\nof line",
        "two ends\n\n",
        " blank\nfirst\n",
        "\n\nblank lines first\n",
        "a\r\nb\n",
        "a\u2028b\n",
        "a\u0000b\n",
        "---\na: 1\n...\n",
        "\n",
        ""
      })
  void member_staysWhatItIs(String text) {
    Yaml member = Yaml.member("policy", text);

    String yaml = Template.of("- x:\n    ${m}\n    y: 1\n").with("m", member).filled().source();

    assertThat(READER.<Object>load(yaml))
        .isEqualTo(List.of(Map.of("x", Map.of("policy", text, "y", 1))));
  }

  @Test
  void member_isReadable() {
    assertThat(Yaml.member("policy", "a: 1\n\nb: ${c}\n").source())
        .isEqualTo("policy: |\n  a: 1\n\n  b: ${c}\n");
  }

  @Test
  void textInAComment_staysInIt() {
    String yaml = Template.of("# ${name}\na: 1").with("name", "x\nb: 2").filled().source();

    assertThat(READER.<Object>load(yaml)).isEqualTo(Map.of("a", 1));
  }

  @Test
  void block_takesTheIndentOfItsLine() {
    Yaml block = Yaml.lines(List.of(new Yaml("- x"), Yaml.NOTHING, new Yaml("- y\n")));

    assertThat(Template.of("a:\n  ${list}\nb: 1").with("list", block).filled().source())
        .isEqualTo("a:\n  - x\n  - y\nb: 1\n");
  }

  @Test
  void nothing_takesItsLineAway() {
    assertThat(Template.of("a: 1\n${more}\nb: 1").with("more", Yaml.NOTHING).filled().source())
        .isEqualTo("a: 1\nb: 1\n");
  }

  @Test
  void gapThatIsLeft_isRefused() {
    assertThatThrownBy(() -> Template.of("a: ${name}").filled())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("name");
  }

  @Test
  void duration_isInSeconds() {
    assertThat(Yaml.duration(Duration.ofMinutes(5)).source()).isEqualTo("300s");
    assertThat(Yaml.duration(Duration.ofMillis(1050)).source()).isEqualTo("1.050s");
  }
}
