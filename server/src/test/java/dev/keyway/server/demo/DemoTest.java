package dev.keyway.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoTest {

  @Test
  void everyScene_goesAsItSays() throws Exception {
    List<Demo.Played> results = Demo.play(Scenes.all(), null, played -> {});
    assertThat(results).hasSameSizeAs(Scenes.all());
    assertThat(results).allSatisfy(played -> assertThat(played.problem()).isEmpty());
  }

  @Test
  void aSceneThatGoesOtherwise_isSaidSo() throws Exception {
    Scene good = Scenes.all().getFirst();
    Scene.Expected other = new Scene.Expected(List.of(), 200);
    Scene wrong =
        new Scene(good.title(), good.policy(), false, good.script(), null, good.asked(), other);
    Demo.Played played = Demo.play(List.of(wrong), null, each -> {}).getFirst();
    assertThat(played.asExpected()).isFalse();
    assertThat(new DemoTable(CommandLine.Help.Ansi.OFF).rows(played))
        .contains("not as it should be: expected the attempts []");
  }

  @Test
  void theTable_isForPeople() {
    StringWriter out = new StringWriter();
    CommandLine demo = new CommandLine(new DemoCommand());
    demo.setOut(new PrintWriter(out, true));
    demo.setErr(new PrintWriter(out, true));
    demo.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int exitCode = demo.execute();
    assertThat(exitCode).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("The primary key is rate-limited: the backup answers")
        .contains("429 rate_limit_exceeded")
        .contains("cools down for 20 s")
        .contains("the client gets 401 unauthenticated")
        .contains("11 of 11 scenes went as they should.")
        .doesNotContain(Cast.PRIMARY);
  }
}
