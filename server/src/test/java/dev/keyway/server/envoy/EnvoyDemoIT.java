package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.demo.DemoCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code keyway demo --gateway envoy}, with the Envoy that the tests fetch. */
class EnvoyDemoIT {

  @Test
  void everyScene_goesAsItDoesWithoutEnvoy() {
    assertThat(EnvoyBinary.NEWEST.path()).isExecutable();
    StringWriter out = new StringWriter();
    CommandLine demo = new CommandLine(new DemoCommand());
    demo.setOut(new PrintWriter(out, true));
    demo.setErr(new PrintWriter(out, true));

    int exitCode = demo.execute("--gateway", "envoy");

    assertThat(exitCode).as(out.toString()).isZero();
    assertThat(out.toString())
        .startsWith("Keyway behind Envoy 1.40.0 with ")
        .contains("11 of 11 scenes went as they should.");
  }
}
