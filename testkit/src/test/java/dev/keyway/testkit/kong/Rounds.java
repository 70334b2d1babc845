package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.recorded.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The rounds of the recordings in which a server closes at each event: the files list the first of
 * some hundreds. Each starts an instance, of the connection's number, and sends the event.
 */
final class Rounds {

  private Rounds() {}

  /** The steps with all rounds up to this one; from {@code last} on the recording's own follow. */
  static List<Step> filledUp(List<Step> steps, int last, boolean lastIsClosed) {
    int from =
        steps.stream()
            .filter(Step.Open.class::isInstance)
            .mapToInt(Step::connection)
            .max()
            .orElseThrow();
    List<Step> all = new ArrayList<>();
    steps.stream().filter(step -> step.connection() < from).forEach(all::add);
    Step.Sent start = (Step.Sent) all.get(1);
    String plugin = Message.parse(start.payload()).string(33);
    for (int number = from; number <= last; number++) {
      all.addAll(round(number, plugin));
      if (number < last || lastIsClosed) {
        all.add(new Step.Close(number, false));
      }
    }
    steps.stream().filter(step -> step.connection() > from).forEach(all::add);
    return all;
  }

  private static List<Step> round(int number, String plugin) {
    Chance chance = new Chance(number);
    long sequence = 2L * number;
    String start = new MessageWriter().number(1, sequence).string(33, plugin).message(chance);
    String status = new MessageWriter().number(2, number).message(chance);
    String started = new MessageWriter().number(1, sequence).string(33, status).message(chance);
    String access = new MessageWriter().number(1, number).string(2, "access").message(chance);
    String event = new MessageWriter().number(1, sequence + 1).string(36, access).message(chance);
    return List.of(
        new Step.Open(number),
        new Step.Sent(number, frame(start), Decoded.CALL),
        new Step.Answer(number, frame(started)),
        new Step.Sent(number, frame(event), Decoded.CALL));
  }

  private static byte[] frame(String payload) {
    byte[] bytes = Lua.bytes(payload);
    return ByteBuffer.allocate(4 + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }
}
