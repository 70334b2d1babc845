package dev.keyway.apisix.runner;

import io.github.api7.A6.ExtraInfo.Resp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks APISIX while it waits for what becomes of a request. It answers one question after the
 * other, as they come, so several can be sent at once.
 */
record Questions(Frames frames, Messages messages) {

  List<@Nullable String> variables(String... names) throws ApisixGoneException {
    try {
      for (String name : names) {
        messages.variable(name);
      }
      frames.flush();
      List<@Nullable String> values = new ArrayList<>(names.length);
      for (int i = 0; i < names.length; i++) {
        values.add(answer());
      }
      return values;
    } catch (ApisixGoneException e) {
      throw e;
    } catch (IOException e) {
      throw new ApisixGoneException(e);
    }
  }

  private @Nullable String answer() throws IOException {
    if (!frames.next()) {
      throw new ApisixGoneException("APISIX closed the connection while it was asked");
    }
    if (frames.type() != Frames.EXTRA_INFO) {
      throw new ApisixGoneException(
          "APISIX sent a frame of type %d, where it was asked for a variable"
              .formatted(frames.type()));
    }
    ByteBuffer message = frames.payload();
    return ReadTexts.checked(() ->
        new ReadTexts(message.remaining()).text(Resp.getRootAsResp(message).resultAsByteBuffer()));
  }
}
