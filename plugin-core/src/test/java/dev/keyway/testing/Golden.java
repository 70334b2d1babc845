package dev.keyway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts in src/test/resources that are what is made. A reader of a change sees there what it does.
 *
 * @param folder where they are
 * @param module of the tests that hold them
 * @param tests the classes of these, with commas between
 */
public record Golden(Path folder, String module, String tests) {

  /** That the text of this name is what is made; with {@code -Dkeyway.refresh} it becomes that. */
  public void holds(String name, String made) throws IOException {
    Path file = folder.resolve(name);
    if (System.getProperty("keyway.refresh") != null) {
      Files.createDirectories(folder);
      Files.writeString(file, made);
    }
    assertThat(made)
        .as(
            "%s is not what is made; if the change is meant, write it anew with ./mvnw test -pl %s -am -Dtest='%s'"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dkeyway.refresh, and read it",
            name, module, tests)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }
}
