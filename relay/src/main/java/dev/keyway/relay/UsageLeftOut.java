package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import dev.keyway.stream.UsageHiding;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a stream what was used, for which its client did not ask; then follows what else is
 * done to it. Runs on one event loop.
 */
final class UsageLeftOut implements StreamEdit {

  private final UsageHiding hiding = new UsageHiding();
  private final @Nullable StreamEdit next;

  UsageLeftOut(@Nullable StreamEdit next) {
    this.next = next;
  }

  @Override
  public void take(ByteSlice bytes, Consumer<ByteSlice> then) {
    ByteSlice rest = hiding.take(bytes);
    if (next == null) {
      then.accept(rest);
    } else {
      next.take(rest, then);
    }
  }

  @Override
  public void end(ByteSlice last, Consumer<ByteSlice> then) {
    ByteSlice most = hiding.take(last);
    ByteSlice rest = ByteSlice.of(ByteSlice.join(List.of(most, hiding.end())));
    if (next == null) {
      then.accept(rest);
    } else {
      next.end(rest, then);
    }
  }

  @Override
  public boolean busy() {
    return next != null && next.busy();
  }

  @Override
  public boolean stuck() {
    return next != null && next.stuck();
  }

  @Override
  public boolean inEvent() {
    return next == null ? hiding.inEvent() : next.inEvent();
  }
}
