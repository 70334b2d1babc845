package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.AiRequest.Member;
import dev.keyway.request.RequestReading.Begun;
import dev.keyway.request.RequestReading.Malformed;
import dev.keyway.request.RequestReading.Read;
import dev.keyway.request.RequestReading.TooLarge;

class RequestReaderFuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @FuzzTest(maxDuration = "30s")
  void anyBytes_readAsATreeReadsThemOrRefused(byte[] body) throws Exception {
    for (Surface surface : Surface.values()) {
      switch (RequestReader.read(surface, body)) {
        case Read(AiRequest request) -> checkSpans(request);
        case Malformed(String message) -> assertThat(message).isNotEmpty().isASCII();
        case Begun begun -> throw new AssertionError("a whole body is never only begun");
        case TooLarge large -> throw new AssertionError("a whole body is never too large");
      }
    }
  }

  private static void checkSpans(AiRequest request) throws Exception {
    ObjectNode spans = JSON.createObjectNode();
    for (Member member : request.members()) {
      int length = member.end() - member.valueStart();
      spans.set(member.name(), JSON.readTree(request.body(), member.valueStart(), length));
    }
    assertThat(spans).isEqualTo(JSON.readTree(request.body()));
    request.conversation();
    byte[] edited = ByteSlice.join(new BodyEdit().setText("model", "m").apply(request));
    assertThat(JSON.readTree(edited).get("model").textValue()).isEqualTo("m");
  }
}
