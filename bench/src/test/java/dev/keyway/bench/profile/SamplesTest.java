package dev.keyway.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private static final Frame LOOP =
      new Frame("io.netty.channel.SingleThreadIoEventLoop", "run", false);
  private static final Frame ORDER = new Frame("dev.keyway.select.KeySelection", "order", false);

  @Test
  void room_isThePackageOfWhoRan() {
    assertThat(Room.of(List.of(ORDER, LOOP))).isEqualTo("keyway: select");
    assertThat(Room.of(List.of(new Frame("dev.keyway.Exchange", "next", false))))
        .isEqualTo("keyway");
  }

  @Test
  void room_ofTheJdksWorkIsTheNearestCallers() {
    Frame list = new Frame("java.util.ArrayList", "add", false);
    assertThat(Room.of(List.of(list, ORDER, LOOP))).isEqualTo("keyway: select");
    assertThat(Room.of(List.of(list, LOOP, ORDER))).isEqualTo("Netty");
    assertThat(Room.of(List.of(list))).isEqualTo(Room.JDK);
  }

  @Test
  void room_ofALibraryIsItsOwnWhoeverCalled() {
    Frame vertx = new Frame("io.vertx.core.http.impl.HttpClientRequestImpl", "end", false);
    assertThat(Room.of(List.of(vertx, ORDER))).isEqualTo("Vert.x");
    assertThat(Room.of(List.of(new Frame("dev.cel.runtime.Foo", "eval", false), ORDER)))
        .isEqualTo("CEL");
    assertThat(Room.of(List.of(new Frame("org.else.Foo", "a", false), ORDER)))
        .isEqualTo("other libraries");
  }

  @Test
  void room_ofASystemCallIsWhatItDoes() {
    assertThat(inNative("io.netty.channel.unix.Socket", "writevAddresses"))
        .isEqualTo("system: send");
    assertThat(inNative("io.netty.channel.unix.Socket", "recvAddress"))
        .isEqualTo("system: receive");
    assertThat(inNative("io.netty.channel.epoll.Native", "epollWait")).isEqualTo("system: wait");
    assertThat(inNative("io.netty.channel.epoll.Native", "eventFdWrite"))
        .isEqualTo("system: other");
    assertThat(inNative("java.lang.Object", "hashCode")).isEqualTo("keyway: select");
  }

  @Test
  void room_ofASampleWithoutStackIsUnknown() {
    assertThat(Room.of(List.of())).isEqualTo(Room.UNKNOWN);
  }

  @Test
  void aMethodThatCallsItselfCountsOnceASample() {
    Samples samples = new Samples();
    samples.add(List.of(ORDER, ORDER, LOOP));
    samples.add(List.of(LOOP, ORDER));
    assertThat(samples.withCalled()).containsOnlyKeys("KeySelection.order").containsValue(2);
    assertThat(samples.methods()).containsEntry("KeySelection.order", 1);
  }

  @Test
  void shown_leavesOutWhatDiffersFromRunToRun() {
    Frame lambda = new Frame("dev.keyway.relay.Door$$Lambda.0x12/0x34", "accept", false);
    Frame inner = new Frame("dev.keyway.relay.Door", "lambda$read$1", false);
    assertThat(lambda.shown()).isEqualTo("Door.accept");
    assertThat(inner.shown()).isEqualTo("Door.read");
  }

  private static String inNative(String type, String method) {
    return Room.of(List.of(new Frame(type, method, true), ORDER, LOOP));
  }
}
