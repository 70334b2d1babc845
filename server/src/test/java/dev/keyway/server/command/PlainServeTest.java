package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Holds the quick way to start to the one that describes the options. */
class PlainServeTest {

  /** A value of each option that there is, but for those that print something and end. */
  private static final String ALL =
      "serve policy.yaml --config keyway.yaml --listen 127.0.0.1:0 --admin none --require none"
          + " --access-keys keys.json --ignore-host-actions --provider-url openai=http://a/v1"
          + " --provider-url google=http://b --records -";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve policy.yaml",
        "serve --config keyway.yaml",
        "serve --require none policy.yaml",
        "serve policy.yaml --records none --admin 127.0.0.1:9",
        "serve policy.yaml --records records.jsonl --listen [::1]:0",
        "serve chat/policy.yaml --ignore-host-actions"
      })
  void plainArguments_areReadAsTheLibraryReadsThem(String arguments) {
    assertThat(PlainServe.read(split(arguments))).isEqualTo(byLibrary(arguments));
  }

  @Test
  void allOptions_areReadAsTheLibraryReadsThem() {
    assertThat(PlainServe.read(split(ALL))).isEqualTo(byLibrary(ALL));
    assertThat(split(ALL)).containsAll(names().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "check policy.yaml",
        "--config keyway.yaml serve",
        "serve",
        "serve --help",
        "serve policy.yaml -V",
        "serve policy.yaml other.yaml",
        "serve policy.yaml --listne 127.0.0.1:0",
        "serve policy.yaml --listen",
        "serve policy.yaml --listen 8700",
        "serve policy.yaml --listen --admin none",
        "serve policy.yaml --listen=127.0.0.1:0",
        "serve policy.yaml --admin nowhere",
        "serve policy.yaml --require all",
        "serve policy.yaml --provider-url openai",
        "serve policy.yaml --provider-url openai=ftp://h",
        "serve policy.yaml --records none --records -",
        "serve policy.yaml --ignore-host-actions --ignore-host-actions",
        "serve policy.yaml --",
        "serve -"
      })
  void whatIsOutOfTheOrdinary_isLeftToTheLibrary(String arguments) {
    assertThat(PlainServe.read(split(arguments))).isNull();
  }

  @Test
  void emptyArguments_areLeftToTheLibrary() {
    assertThat(PlainServe.read("serve", "")).isNull();
    assertThat(PlainServe.read("serve", "policy.yaml", "--access-keys", "")).isNull();
  }

  private static ServeOptions byLibrary(String arguments) {
    ServeCommand command = new ServeCommand();
    new CommandLine(command).parseArgs(withoutName(arguments));
    return command.options();
  }

  private static Stream<String> names() {
    return new CommandLine(new ServeCommand())
        .getCommandSpec().options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName);
  }

  private static String[] withoutName(String arguments) {
    String[] all = split(arguments);
    return Arrays.copyOfRange(all, 1, all.length);
  }

  private static String[] split(String arguments) {
    return arguments.split(" ");
  }
}
