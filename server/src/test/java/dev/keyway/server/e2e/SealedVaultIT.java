package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.ScriptedProvider;
import dev.keyway.server.e2e.Child.Finished;
import dev.keyway.server.e2e.Terminal.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The sealed vault as a person, a script and a daemon use it. */
class SealedVaultIT {

  private static final String CANARY = "sk-c4n4ryb1rd";
  private static final String PASSPHRASE = "c4n4ryb1rd horse battery";
  private static final String POLICY =
      "providers: [{id: openai, api_keys: [{value: \"${secrets.get('openai', 'key')}\"}]}]\n";

  /** Types each line of standard input when something is asked for, and prints what was shown. */
  private static final String AT_A_TERMINAL =
      """
      import os, pty, sys
      lines = sys.stdin.read().splitlines()
      child, terminal = pty.fork()
      if child == 0:
          os.execvp(sys.argv[1], sys.argv[1:])
      shown = asked = b''
      try:
          while True:
              read = os.read(terminal, 4096)
              if not read:
                  break
              shown += read
              asked += read
              if asked.endswith(b': ') and lines:
                  os.write(terminal, lines.pop(0).encode() + b'\\n')
                  asked = b''
      except OSError:
          pass
      print(shown.decode())
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """;

  @TempDir Path folder;
  private KeywayCommand keyway;

  @BeforeEach
  void write() throws IOException {
    keyway = KeywayCommand.in(folder);
    Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    Files.writeString(folder.resolve("key"), CANARY + "\n");
    Files.writeString(folder.resolve("chat.yaml"), POLICY);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void keyOfAVault_isServed_andShowsNowhere() throws Exception {
    List<String> seen = new ArrayList<>();
    try (Terminal terminal = Terminal.open(keyway)) {
      seen.add(type(terminal, "vault init --passphrase-fd 3 3<passphrase"));
      seen.add(type(terminal, "vault set openai/key --passphrase-file passphrase <key"));
      seen.add(type(terminal, "vault list --passphrase-fd 3 3<passphrase"));
    }
    Files.delete(folder.resolve("key"));
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      Files.writeString(
          folder.resolve("keyway.yaml"),
          """
          listeners: [{kind: entry, address: 127.0.0.1:0, policy: chat, require: none}]
          admin: {address: 127.0.0.1:0}
          policies: {chat: chat.yaml}
          vaults: {default: {type: sealed, path: keyway.vault, passphrase_file: passphrase}}
          providers: {openai: {base_url: "%s"}}
          """
              .formatted(provider.baseUrl()));
      try (Daemon daemon = Daemon.configured(keyway, "keyway.yaml");
          Client.Reply reply = Client.CURL.send(daemon.url(), Ask.chat("gpt-4o"))) {
        seen.add(reply.text());
        assertThat(provider.received().getFirst().key()).isEqualTo(CANARY);
        look(daemon.child().pid(), seen);
        seen.add(daemon.terminate().toString());
      }
    }
    seen.add(
        new String(
            Files.readAllBytes(folder.resolve("keyway.vault")), StandardCharsets.ISO_8859_1));
    assertThat(seen).noneMatch(text -> text.contains("c4n4ryb1rd"));
  }

  private String type(Terminal terminal, String command) {
    Typed typed = terminal.type(Checkout.launcher() + " " + command);
    assertThat(typed.exitCode()).as(typed.text()).isZero();
    return typed.text();
  }

  /** What {@code ps} and debugging tools show of a process. */
  private static void look(long pid, List<String> seen) throws IOException {
    for (String of : List.of("cmdline", "environ", "status")) {
      seen.add(Files.readString(Path.of("/proc", Long.toString(pid), of)));
    }
    for (String command : List.of("Thread.print", "VM.command_line", "VM.system_properties")) {
      ProcessBuilder jcmd =
          new ProcessBuilder(KeywayCommand.jdkTool("jcmd").toString(), Long.toString(pid), command);
      try (Child child = Child.start(jcmd)) {
        Finished finished = child.awaitEnd();
        assertThat(finished.exitCode()).as(finished.toString()).isZero();
        seen.add(finished.toString());
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void person_isAskedAtTheTerminal_andNothingIsShownOfWhatIsTyped() throws IOException {
    Finished made = atATerminal(List.of(PASSPHRASE, PASSPHRASE), "vault", "init");
    Finished mistyped =
        atATerminal(List.of(PASSPHRASE, "other"), "vault", "init", "--file", "other.vault");
    Finished set = atATerminal(List.of(CANARY, PASSPHRASE), "vault", "set", "openai/key");
    Finished got = atATerminal(List.of(PASSPHRASE), "vault", "get", "openai/key");

    assertThat(made.exitCode()).as(made.toString()).isZero();
    assertThat(made.out()).contains("New passphrase of keyway.vault: ", "The same again: ");
    assertThat(mistyped.exitCode()).isEqualTo(1);
    assertThat(mistyped.out()).contains("the two are not the same");
    assertThat(set.exitCode()).as(set.toString()).isZero();
    assertThat(set.out()).contains("Value of openai/key: ", "openai/key is stored: version 1");
    assertThat(got.out()).contains("FINGERPRINT");
    assertThat(made + " " + mistyped + set + got).doesNotContain("c4n4ryb1rd");
    assertThat(
            keyway
                .run("vault", "get", "openai/key", "--reveal", "--passphrase-file", "passphrase")
                .out()
                .strip())
        .isEqualTo(CANARY);
  }

  private Finished atATerminal(List<String> lines, String... arguments) throws IOException {
    Path script = Files.writeString(folder.resolve("terminal.py"), AT_A_TERMINAL);
    List<String> command =
        new ArrayList<>(List.of("python3", script.toString(), Checkout.launcher().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    keyway.prepare(builder);
    Path typed = Files.writeString(folder.resolve("typed"), String.join("\n", lines) + "\n");
    builder.redirectInput(typed.toFile());
    try (Child child = Child.interactive(builder)) {
      return child.awaitEnd();
    } finally {
      Files.delete(typed);
    }
  }

  @Test
  void daemonWithoutASealedVault_loadsNothingOfIt() throws IOException {
    Path classes = folder.resolve("classes.txt");
    try (Daemon daemon =
        Daemon.serve(
            keyway
                .with("OPENAI_KEY", CANARY)
                .with("KEYWAY_JAVA_OPTS", "-Xlog:class+load:file=" + classes),
            List.of("chat.yaml"))) {
      daemon.terminate();
    }

    assertThat(Files.readString(classes))
        .contains("dev.keyway.secret.EnvironmentStore")
        .doesNotContain("dev.keyway.secret.sealed.", "org.bouncycastle.");
  }
}
