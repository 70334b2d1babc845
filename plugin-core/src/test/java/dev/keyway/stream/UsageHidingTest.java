package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageHidingTest {

  private static final String CHUNK =
      "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":11}}\n\n";
  private static final String CONTENT =
      "data: {\"choices\":[{\"delta\":{\"content\":\"usage\"}}],\"usage\":null}\n\n";

  @ParameterizedTest
  @ValueSource(strings = {Streams.CHAT, Streams.COMPLETIONS})
  void chunkThatOnlySaysWhatWasUsed_isLeftOutHoweverTheStreamIsSplit(String stream) {
    String without = stream.replaceAll("(?m)^data: .*\"choices\":\\[],\"usage\":\\{.*\n\n", "");
    assertThat(without).isNotEqualTo(stream).contains("[DONE]");
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      String sent = stream.replace("\n", lineEnd);
      String expected = without.replace("\n", lineEnd);
      for (int split = 0; split <= sent.length(); split++) {
        assertThat(hidden(sent, split, sent.length())).isEqualTo(expected);
      }
      assertThat(hidden(sent, 1, 1)).isEqualTo(expected);
      assertThat(hidden(sent, 7, 7)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {'choices':[],'usage':null}\n\n",
        "data: {'choices':[],'prompt_filter_results':[{'prompt_index':0}]}\n\n",
        "data: {'choices':[{'delta':{},'finish_reason':'stop'}],'usage':{'prompt_tokens':1}}\n\n",
        "data: {'choices':[{'delta':{'content':'a'},'usage':{'prompt_tokens':1}}]}\n\n",
        "data: {'choices':[],'usage':{'prompt_tokens':1},'error':{'message':'m'}}\n\n",
        "data: {'x_groq':{'usage':{'prompt_tokens':1}},'choices':[]}\n\n",
        "data: {'choices':[{'delta':{'content':'{\\'choices\\':[],\\'usage\\':{}}'}}]}\n\n",
        "data: {'choices':[],'usage':{'prompt_tokens'\n\n",
        ": keep-alive 'usage'\n\n",
        "event: ping\ndata: 'usage'\nid: 7\n\n",
        "retry: 3\n\n",
        "data: [DONE]\n\n",
        "data: [DONE]",
        "\n\n\n",
        "no event",
      })
  void anythingElse_passesByteForByte(String event) {
    String stream = CONTENT + event.replace('\'', '"');

    for (int split = 0; split <= stream.length(); split++) {
      assertThat(hidden(stream, split, stream.length())).isEqualTo(stream);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {'id':'c','usage':{'prompt_tokens':1}}\n\n",
        "data: {'choices':null,'usage':{'prompt_tokens':1}}\n\n",
        "data: {'usage' : {'prompt_tokens':1} , 'choices' : [ ] }\n\n",
        "id: 7\nevent: x\ndata:{'choices':[],\ndata:'usage':{'prompt_tokens':1}}\n\n",
        "data: {'choices':[],'usage':{'prompt_tokens':1}}",
      })
  void chunk_isKnownHoweverItIsWritten(String event) {
    assertThat(hidden(CONTENT + event.replace('\'', '"'), 9, 9)).isEqualTo(CONTENT);
  }

  @Test
  void commentBeforeTheChunk_stays() {
    assertThat(hidden(CONTENT + ": alive\n" + CHUNK + "data: [DONE]\n\n", 1, 1))
        .isEqualTo(CONTENT + ": alive\n" + "data: [DONE]\n\n");
  }

  @Test
  void eventLargerThanAnyThatIsHeld_passesBeforeItEnds() {
    UsageHiding hiding = new UsageHiding();
    String large = "data: {\"choices\":[],\"usage\":{\"x\":\"" + "A".repeat(3 << 20) + "\"}}\n\n";
    StringBuilder out = new StringBuilder();
    int longest = 0;
    for (int at = 0; at < large.length(); at += 4096) {
      out.append(take(hiding, large.substring(at, Math.min(at + 4096, large.length()))));
      longest = Math.max(longest, at + 4096 - out.length());
    }

    assertThat(out.toString()).isEqualTo(large);
    assertThat(longest).isLessThanOrEqualTo(SseEvent.MOST_DATA + 4096);
    assertThat(take(hiding, CHUNK + CONTENT)).isEqualTo(CONTENT);
  }

  @Test
  void piecesOfWholeEvents_passWithoutACopy() {
    byte[] bytes = ("##" + CONTENT + CONTENT).getBytes(StandardCharsets.UTF_8);
    ByteSlice piece = new ByteSlice(bytes, 2, bytes.length - 2);

    assertThat(new UsageHiding().take(piece)).isEqualTo(piece);
  }

  @Test
  void wholeStream_atOnce() {
    ByteSlice stream = ByteSlice.of((CONTENT + CHUNK + "data: x").getBytes(StandardCharsets.UTF_8));

    assertThat(UsageHiding.hidden(stream).utf8()).isEqualTo(CONTENT + "data: x");
  }

  private static String hidden(String stream, int firstPiece, int pieces) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    UsageHiding hiding = new UsageHiding();
    List<ByteSlice> out = new ArrayList<>();
    int at = 0;
    int count = Math.min(firstPiece, bytes.length);
    while (at < bytes.length) {
      // A buffer of its own, as the network gives them.
      out.add(copied(hiding.take(ByteSlice.of(Arrays.copyOfRange(bytes, at, at + count)))));
      at += count;
      count = Math.min(pieces, bytes.length - at);
    }
    out.add(hiding.end());
    return new String(ByteSlice.join(out), StandardCharsets.UTF_8);
  }

  private static ByteSlice copied(ByteSlice slice) {
    return ByteSlice.of(ByteSlice.join(List.of(slice)));
  }

  private static String take(UsageHiding hiding, String piece) {
    return hiding.take(ByteSlice.of(piece.getBytes(StandardCharsets.UTF_8))).utf8();
  }
}
