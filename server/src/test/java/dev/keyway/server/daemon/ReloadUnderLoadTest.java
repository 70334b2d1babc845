package dev.keyway.server.daemon;

import static dev.keyway.server.daemon.ReloadStage.policy;
import static dev.keyway.server.daemon.ReloadStage.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Received;
import dev.keyway.testing.MountedSecrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change all the time, and nobody who asks meanwhile notices. */
class ReloadUnderLoadTest {

  private static final int SWAPS = 50;
  private static final int CLIENTS = 8;
  private static final String FILES =
      "policies: {chat: chat.yaml}\nvaults: {openai: {type: file, path: secrets}}\n";

  @TempDir private Path folder;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void noRequestIsDropped_andNoneMixesOldAndNew() throws Exception {
    MountedSecrets secrets = new MountedSecrets(folder.resolve("secrets"));
    secrets.swap(Map.of("key", key(0)));
    Set<String> marks = new HashSet<>(Set.of("0"));
    try (ReloadStage stage = new ReloadStage(folder)) {
      stage.put("chat.yaml", policy("0"));
      stage.start(FILES);
      List<Thread> clients = clients(stage.daemon());
      for (int i = 1; i <= SWAPS; i++) {
        secrets.swap(Map.of("key", key(i)));
        String digest = stage.digest("chat");
        change(stage, i);
        marks.add(Integer.toString(i));
        assertThat(stage.awaitReplaced("chat", digest)).isNotEqualTo(digest);
        assertThat(stage.ask(Integer.toString(i)).header("x-mark")).isEqualTo(Integer.toString(i));
      }
      String last = key(SWAPS);
      Await.until(() -> last.equals(stage.ask(Integer.toString(SWAPS)).key()));
      over.set(true);
      for (Thread client : clients) {
        client.join();
      }

      assertThat(failures).isEmpty();
      assertThat(answered.get()).isGreaterThan(SWAPS);
      List<Received> received = stage.openAi.received();
      assertThat(received).hasSizeGreaterThanOrEqualTo(answered.get());
      assertThat(received)
          .allSatisfy(one -> {
            assertThat(one.header("x-mark")).isIn(marks).isEqualTo(one.header("x-mark-too"));
            assertThat(one.key()).matches("sk-canary-[0-9]+-end");
          });
    }
  }

  /** Each of the ways in which files come to be other ones. */
  private void change(ReloadStage stage, int number) throws Exception {
    String good = policy(Integer.toString(number));
    switch (number % 5) {
      case 0 -> halfWritten(stage, good);
      case 1 -> {
        stage.put("chat.yaml", good + "providres: []\n");
        stage.await(now -> !problems(policy(now, "chat")).isEmpty());
        stage.put("chat.yaml", good);
      }
      case 2 -> write(good, StandardOpenOption.TRUNCATE_EXISTING);
      default -> stage.put("chat.yaml", good);
    }
  }

  /** A writer who stops in the middle for so long that the half is looked at, and found wanting. */
  private void halfWritten(ReloadStage stage, String text) throws Exception {
    int half = text.indexOf("api_keys") + 4;
    write(text.substring(0, half), StandardOpenOption.TRUNCATE_EXISTING);
    stage.await(now -> !problems(policy(now, "chat")).isEmpty());
    write(text.substring(half), StandardOpenOption.APPEND);
  }

  private void write(String text, StandardOpenOption how) throws IOException {
    try (FileChannel file =
        FileChannel.open(folder.resolve("chat.yaml"), StandardOpenOption.WRITE, how)) {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private List<Thread> clients(TestDaemon daemon) {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(() -> askOn(daemon)));
    }
    return clients;
  }

  private void askOn(TestDaemon daemon) {
    while (!over.get()) {
      try {
        int status = daemon.chat("").statusCode();
        if (status != 200) {
          failures.add("status " + status);
        }
      } catch (IOException | InterruptedException e) {
        failures.add(e.toString());
      }
      answered.incrementAndGet();
    }
  }

  private static String key(int generation) {
    return "sk-canary-" + "1".repeat(generation) + generation + "-end";
  }
}
