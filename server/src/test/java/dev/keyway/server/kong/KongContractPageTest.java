package dev.keyway.server.kong;

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
import org.junit.jupiter.api.Test;

/** docs/kong.md names the cases of the contract that are left out for Kong, and no others. */
class KongContractPageTest {

  private static final String CLASS = ".class";

  @Test
  void casesLeftOut_areOnThePage() throws IOException, URISyntaxException {
    List<String> leftOut =
        contracts()
            .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Disabled.class))
            .map(KongContractPageTest::line)
            .distinct()
            .sorted()
            .toList();

    assertThat(shown()).isEqualTo(leftOut.isEmpty() ? List.of("- nothing") : leftOut);
  }

  private static String line(Method method) {
    return "- `%s`: %s".formatted(method.getName(), method.getAnnotation(Disabled.class).value());
  }

  private static List<String> shown() throws IOException {
    String page = Files.readString(Path.of("../docs/kong.md"));
    String list = page.split("<!-- The cases that are disabled[^>]*-->\n", -1)[1];
    return list.split("<!-- end -->", -1)[0].lines().toList();
  }

  private static Stream<Class<?>> contracts() throws IOException, URISyntaxException {
    Path folder = Path.of(KongContractPageTest.class.getResource(".").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(CLASS))
          .<Class<?>>map(KongContractPageTest::load)
          .filter(GatewayAdapterContract.class::isAssignableFrom)
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - CLASS.length());
    try {
      return Class.forName(
          KongContractPageTest.class.getPackageName() + "." + name,
          false,
          KongContractPageTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
