package dev.keyway.server.demo;

import dev.keyway.relay.RelayStartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--gateway",
      paramLabel = "envoy",
      description =
          "envoy: put a real Envoy before the relay, with the configuration that `keyway envoy config` makes.")
  private @Nullable String gateway;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (gateway != null && !gateway.equals("envoy")) {
      throw new ParameterException(spec.commandLine(), "--gateway knows envoy only");
    }
    DemoEnvoy envoy = null;
    if (gateway != null) {
      envoy = DemoEnvoy.find(System::getenv, checkout()).orElse(null);
      if (envoy == null) {
        return notStarted(DemoEnvoy.NONE);
      }
    }
    try {
      boolean good = play(envoy, out);
      if (keep) {
        keepUp(envoy, out);
      }
      return good ? 0 : 1;
    } catch (RelayStartException | EnvoyStartException e) {
      return notStarted(String.valueOf(e.getMessage()));
    }
  }

  private int notStarted(String why) {
    spec.commandLine().getErr().println(why);
    return 3;
  }

  /** The checkout that this program was built in, or the folder it was started in. */
  private static Path checkout() {
    Path here = Path.of("").toAbsolutePath();
    try {
      Path jar =
          Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Stream.iterate(jar, Objects::nonNull, Path::getParent)
          .filter(folder -> Files.exists(folder.resolve("scripts/envoy")))
          .findFirst()
          .orElse(here);
    } catch (URISyntaxException e) {
      return here;
    }
  }

  private boolean play(@Nullable DemoEnvoy envoy, PrintWriter out)
      throws RelayStartException, EnvoyStartException, IOException, InterruptedException {
    DemoTable table = new DemoTable(spec.commandLine().getColorScheme().ansi());
    out.println(
        "Keyway%s with examples/quickstart/policy.yaml: two OpenAI keys in order, one Google key."
            .formatted(envoy == null ? "" : " behind " + envoy.version()));
    out.println();
    out.print(table.heading());
    List<Demo.Played> results =
        Demo.play(
            Scenes.all(),
            envoy,
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
  private static void keepUp(@Nullable DemoEnvoy envoy, PrintWriter out)
      throws RelayStartException, EnvoyStartException, IOException, InterruptedException {
    try (Cast cast = Cast.start();
        DemoGateway gateway = start(cast, envoy)) {
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
  private static DemoGateway start(Cast cast, @Nullable DemoEnvoy envoy)
      throws RelayStartException, EnvoyStartException, IOException {
    try {
      return DemoGateway.start(DemoPolicy.QUICKSTART, cast, envoy, KEEP_PORT);
    } catch (RelayStartException | EnvoyStartException taken) {
      return DemoGateway.start(DemoPolicy.QUICKSTART, cast, envoy, 0);
    }
  }
}
