package dev.keyway.apisix.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text in src/test/resources that is what is made. A reader of a change sees there what it does.
 */
final class Golden {

  static final Path FOLDER = Path.of("src/test/resources/dev/keyway/apisix/config");

  private Golden() {}

  static void holds(String name, String made) throws IOException {
    Path file = FOLDER.resolve(name);
    if (System.getProperty("keyway.refresh") != null) {
      Files.writeString(file, made);
    }
    assertThat(made)
        .as(
            "%s is not what is made; if the change is meant, write it anew with ./mvnw test -pl apisix-adapter -am"
                + " -Dtest=ApisixRoutesTest -Dsurefire.failIfNoSpecifiedTests=false -Dkeyway.refresh, and read it",
            name)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }
}
