package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no library would send by HTTP/2 (RFC 9113), frame by frame. */
class Http2FramesTest {

  private static final byte PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nx-injected: 1",
        "a\nx-injected: 1",
        "a\u0000b",
        "a\r\n\r\nPOST /v1/messages HTTP/1.1\r\n\r\n"
      })
  void line_break_in_a_header_never_reaches_a_provider(String value) throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Frames client = new Frames(stage.port())) {
      client.post("x-odd", value);
      client.body(Client.HELLO);

      assertThat(answered(client)).isNotEqualTo("200");
      assertThat(stage.first.received()).isEmpty();
      assertThat(stage.first.malformedRequests()).isZero();
    }
  }

  @Test
  void well_formed_request_is_served() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Frames client = new Frames(stage.port())) {
      client.post("x-even", "value");
      client.body(Client.HELLO);

      assertThat(answered(client)).isEqualTo("200");
      assertThat(stage.first.received().getFirst().header("x-even")).isEqualTo("value");
    }
  }

  /** The status of the answer, or how the stream or the connection ended without one. */
  private static String answered(Frames client) throws IOException {
    while (true) {
      Frames.Frame frame = client.next();
      if (frame.type() == Frames.HEADERS) {
        // Index 8 of HPACK's static table is ":status: 200" (RFC 7541, appendix A).
        int block = (frame.flags() & PRIORITY) == 0 ? 0 : PRIORITY_BYTES;
        return frame.payload()[block] == (byte) 0x88 ? "200" : "other";
      }
      if (frame.type() == Frames.RST_STREAM || frame.type() == Frames.GOAWAY) {
        return "refused";
      }
    }
  }
}
