package dev.keyway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionThreadsTest {

  private final ConnectionThreads threads = new ConnectionThreads("test");

  private List<Thread> take(int count) {
    return Stream.generate(() -> threads.newThread(() -> {})).limit(count).toList();
  }

  @Test
  void the_first_connections_that_are_open_have_platform_threads_and_all_others_virtual_ones() {
    List<Thread> taken = take(20);
    assertThat(taken.subList(0, 16)).noneMatch(Thread::isVirtual).allMatch(Thread::isDaemon);
    assertThat(taken.subList(16, 20)).allMatch(Thread::isVirtual);
    assertThat(taken).extracting(Thread::getName).doesNotHaveDuplicates();
  }

  @Test
  void a_connection_that_ends_leaves_its_platform_thread_to_the_next() throws Exception {
    Thread first = take(16).getFirst();
    assertThat(take(1).getFirst().isVirtual()).isTrue();
    first.start();
    first.join();
    assertThat(take(2)).extracting(Thread::isVirtual).containsExactly(false, true);
  }

  @Test
  void one_that_ends_by_a_defect_does_too() throws Exception {
    Thread first =
        threads.newThread(() -> {
          throw new IllegalStateException("a defect");
        });
    take(15);
    first.setUncaughtExceptionHandler((thread, defect) -> {});
    first.start();
    first.join();
    assertThat(take(1).getFirst().isVirtual()).isFalse();
  }
}
