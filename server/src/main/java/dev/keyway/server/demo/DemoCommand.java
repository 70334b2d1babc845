package dev.keyway.server.demo;

import dev.keyway.relay.RelayStartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyway demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Sends real requests through a real relay to scripted providers, and shows what was tried and why.",
      "Needs no account and no network: everything runs on this machine's loopback."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every scene went as it says",
      "1:a scene went otherwise",
      "3:could not start"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int KEEP_PORT = 8700;

  @Option(
      names = "--keep",
      description = "Stay up afterwards, and print a curl line that works. Ends by Ctrl-C.")
  private boolean keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      boolean good = play(out);
      if (keep) {
        keepUp(out);
      }
      return good ? 0 : 1;
    } catch (RelayStartException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 3;
    }
  }

  private boolean play(PrintWriter out)
      throws RelayStartException, IOException, InterruptedException {
    DemoTable table = new DemoTable(spec.commandLine().getColorScheme().ansi());
    out.println(
        "Keyway with examples/quickstart/policy.yaml: two OpenAI keys in order, one Google key.");
    out.println();
    out.print(table.heading());
    List<Demo.Played> results =
        Demo.play(
            Scenes.all(),
            played -> {
              out.println();
              out.print(table.rows(played));
              out.flush();
            });
    long good = results.stream().filter(Demo.Played::asExpected).count();
    out.println();
    out.println(good + " of " + results.size() + " scenes went as they should.");
    out.flush();
    return good == results.size();
  }

  /** Stays up until the process is told to end. */
  private static void keepUp(PrintWriter out) throws RelayStartException, InterruptedException {
    try (Cast cast = Cast.start();
        DemoGateway gateway = start(cast)) {
      out.println();
      out.println("Staying up. Try it, and end it by Ctrl-C:");
      out.println();
      out.println("  curl " + gateway.url() + "/v1/chat/completions \\");
      out.println("    -H 'authorization: Bearer " + gateway.accessKey().reveal() + "' \\");
      out.println("    -H 'content-type: application/json' \\");
      out.println(
          "    -d '{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]}'");
      out.flush();
      new CountDownLatch(1).await();
    }
  }

  /** On the port that {@code serve} takes by default, or on any when that is taken. */
  private static DemoGateway start(Cast cast) throws RelayStartException {
    try {
      return DemoGateway.start(DemoPolicy.QUICKSTART, cast, KEEP_PORT);
    } catch (RelayStartException taken) {
      return DemoGateway.start(DemoPolicy.QUICKSTART, cast, 0);
    }
  }
}
