package dev.keyway.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.GatewayAdapterContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;

/**
 * The cases of the contract that a gateway's page names, which are those that its classes leave
 * out, and no others.
 */
public final class ContractPage {

  private static final String CLASS = ".class";

  private ContractPage() {}

  /**
   * Compares both.
   *
   * @param name of the page in docs
   * @param beside a class in whose package the gateway's contracts are
   */
  public static void holds(String name, Class<?> beside) throws IOException, URISyntaxException {
    List<String> leftOut =
        contracts(beside)
            .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Disabled.class))
            .map(ContractPage::line)
            .distinct()
            .sorted()
            .toList();

    assertThat(shown(name)).isEqualTo(leftOut.isEmpty() ? List.of("- nothing") : leftOut);
  }

  private static String line(Method method) {
    return "- `%s`: %s".formatted(method.getName(), method.getAnnotation(Disabled.class).value());
  }

  private static List<String> shown(String name) throws IOException {
    String page = Files.readString(Path.of("../docs").resolve(name));
    String list = page.split("<!-- The cases that are disabled[^>]*-->\n", -1)[1];
    return list.split("<!-- end -->", -1)[0].lines().toList();
  }

  private static Stream<Class<?>> contracts(Class<?> beside)
      throws IOException, URISyntaxException {
    Path folder = Path.of(beside.getResource(".").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(CLASS))
          .<Class<?>>map(file -> load(file, beside))
          .filter(GatewayAdapterContract.class::isAssignableFrom)
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String file, Class<?> beside) {
    String name = file.substring(0, file.length() - CLASS.length());
    try {
      return Class.forName(beside.getPackageName() + "." + name, false, beside.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
