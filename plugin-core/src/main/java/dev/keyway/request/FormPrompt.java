package dev.keyway.request;

import dev.keyway.request.AiRequest.Member;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a form's {@code prompt}. What its files hold is no text. */
final class FormPrompt {

  private FormPrompt() {}

  static void read(AiRequest request, PromptVisitor visitor) {
    Member prompt = request.member(FormNames.PROMPT);
    if (prompt == null) {
      return;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    ByteBuffer bytes =
        ByteBuffer.wrap(request.body(), prompt.valueStart(), prompt.end() - prompt.valueStart());
    CharBuffer chars = CharBuffer.allocate(TextRuns.LONGEST);
    TextRuns runs = new TextRuns(visitor);
    CoderResult result;
    do {
      result = decoder.decode(bytes, chars.clear(), true);
      chars.flip();
      while (chars.hasRemaining()) {
        runs.add(chars.get());
      }
    } while (result.isOverflow() && !runs.enough());
    runs.end();
  }
}
