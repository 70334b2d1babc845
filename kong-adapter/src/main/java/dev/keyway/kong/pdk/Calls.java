package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.keyway.kong.pdk.wire.RpcReturn;
import java.io.IOException;

/**
 * What this side sends on one connection, and Kong's replies in the order of the calls. A call
 * whose reply says nothing is sent with what follows, and its reply read before the next one that
 * counts.
 */
final class Calls {

  /** Ends the calls of an event. */
  private static final ByteString END = Frames.encoded(ByteString.EMPTY);

  /**
   * So many replies are owed before they are read: each is a few bytes, but unread ones would fill
   * Kong's side at last, and both sides would wait for each other.
   */
  private static final int MOST_OWED = 32;

  private final Frames frames;
  private int owed;
  private int ahead;

  Calls(Frames frames) {
    this.frames = frames;
  }

  /**
   * Reads Kong's next command, after the replies that are still owed.
   *
   * @return false when Kong closed the connection
   */
  boolean nextCommand() throws IOException {
    while (frames.next()) {
      if (owed == 0) {
        return true;
      }
      owed--;
    }
    return false;
  }

  /** Answers a command. */
  void answer(RpcReturn.Builder answer, long sequence) throws IOException {
    frames.put(answer.setSequence(sequence).build());
    frames.flush();
  }

  /** Ends an event, and answers its command. */
  void end(long sequence) throws IOException {
    frames.putEncoded(END);
    answer(RpcReturn.newBuilder(), sequence);
  }

  /** Calls a function that returns nothing. */
  void tell(PdkCall call, MessageLite arguments) throws KongGoneException {
    append(call, arguments);
    owed++;
    if (owed == MOST_OWED) {
      flush();
      takeOwed();
    }
  }

  /** Calls a function that ends the event: no reply comes. */
  void tellLast(PdkCall call, MessageLite arguments) throws KongGoneException {
    append(call, arguments);
    flush();
  }

  /**
   * Calls a function, and waits for what it returns.
   *
   * @throws UnreadableReply when that can't be read
   */
  <M> M ask(PdkCall call, MessageLite arguments, Parser<M> reply) throws KongGoneException {
    ahead(call, arguments);
    return reply(call, reply);
  }

  /** Appends a call whose reply is to be {@linkplain #reply read}. */
  void ahead(PdkCall call, MessageLite arguments) {
    append(call, arguments);
    ahead++;
  }

  /** The reply to the first of the calls ahead that was not read yet. */
  <M> M reply(PdkCall call, Parser<M> reply) throws KongGoneException {
    flush();
    takeOwed();
    take();
    ahead--;
    try {
      return frames.as(reply);
    } catch (InvalidProtocolBufferException e) {
      owed = ahead;
      ahead = 0;
      throw new UnreadableReply(call);
    }
  }

  private void append(PdkCall call, MessageLite arguments) {
    frames.putEncoded(call.message());
    frames.put(arguments);
  }

  private void flush() throws KongGoneException {
    try {
      frames.flush();
    } catch (IOException e) {
      throw new KongGoneException(e);
    }
  }

  private void takeOwed() throws KongGoneException {
    for (; owed > 0; owed--) {
      take();
    }
  }

  /** Takes a reply. */
  private void take() throws KongGoneException {
    try {
      if (frames.nextOrSkip()) {
        return;
      }
    } catch (IOException e) {
      throw new KongGoneException(e);
    }
    throw new KongGoneException();
  }
}
