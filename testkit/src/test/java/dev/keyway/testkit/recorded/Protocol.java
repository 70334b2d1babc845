package dev.keyway.testkit.recorded;

import java.nio.ByteBuffer;

/** How a gateway's frames are read, each of a header of four bytes and a payload. */
public interface Protocol {

  /** How long the payload is. */
  int payloadBytes(ByteBuffer header);

  /**
   * Something that is equal for frames that say the same.
   *
   * @param type what the recording calls the frame
   */
  Object said(byte[] frame, String type);
}
