package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/compatibility.md} is what the tests of client libraries have shown. Runs after them,
 * as an execution of its own.
 */
class CompatibilityPageIT {

  private static final Path PAGE = Checkout.ROOT.resolve("docs/compatibility.md");

  @Test
  void pageIsWhatTheTestsHaveShown() throws IOException {
    List<Showing> shown =
        Showings.of(
            PythonClientsIT.class, // the most, and in an order that is meant
            OpenAiSdkIT.class,
            OpenAiChatIT.class,
            OpenAiMediaIT.class,
            OpenAiUploadsIT.class,
            OpenAiErrorsIT.class,
            AnthropicSdkIT.class,
            AnthropicMessagesIT.class,
            AnthropicErrorsIT.class);
    String page = CompatibilityPage.text(shown);
    if (Boolean.getBoolean("keyway.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/compatibility.md is not what the tests have shown; if they are right, write it"
                + " anew with ./mvnw verify -Dkeyway.write-docs=true")
        .isEqualTo(page);
  }
}
