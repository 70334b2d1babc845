package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.AiRequest.Member;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/** Whatever is taken, the parser that Tomcat uses finds the same in it. */
class FormReaderFuzzTest {

  private record Part(String name, String value) {}

  @FuzzTest(maxDuration = "30s")
  void anyBytes_readAsAnotherParserReadsThemOrRefused(byte[] told) throws Exception {
    // The fuzzer finds line ends and boundaries sooner where they are one byte each.
    byte[] body =
        new String(told, StandardCharsets.ISO_8859_1)
            .replace("\u0001", "\r\n")
            .replace("\u0002", "\r\n--b")
            .replace("\u0003", "Content-Disposition: form-data; name=")
            .getBytes(StandardCharsets.ISO_8859_1);
    switch (Forms.reading(body)) {
      case RequestReading.Read(AiRequest request) -> {
        assertThat(parts(request)).isEqualTo(parts(unpadded(body)));
        check(request);
      }
      case RequestReading.Malformed(String message) -> assertThat(message).isNotEmpty().isASCII();
      case RequestReading.Begun begun -> throw new AssertionError(begun);
      case RequestReading.TooLarge large -> throw new AssertionError(large);
    }
  }

  /** The other one takes no blanks after a boundary, which RFC 2046 allows. */
  private static byte[] unpadded(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1)
        .replaceAll("(^|\r\n)--b[ \t]+\r\n", "$1--b\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void check(AiRequest request) {
    byte[] edited = ByteSlice.join(new BodyEdit().setText("model", "m").apply(request));
    assertThat(((RequestReading.Read) Forms.reading(edited)).request().model()).isEqualTo("m");
    PromptTexts.of(request);
  }

  private static List<Part> parts(AiRequest request) {
    List<Part> parts = new ArrayList<>();
    for (Member member : request.members()) {
      parts.add(
          new Part(
              member.name(),
              new String(
                  request.body(),
                  member.valueStart(),
                  member.end() - member.valueStart(),
                  StandardCharsets.ISO_8859_1)));
    }
    return parts;
  }

  private static List<Part> parts(byte[] body) throws Exception {
    List<Part> parts = new ArrayList<>();
    MultipartInput input =
        MultipartInput.builder()
            .setInputStream(new ByteArrayInputStream(body))
            .setBoundary(new byte[] {'b'})
            .get();
    boolean more = input.skipPreamble();
    while (more) {
      String name = name(input.readHeaders());
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      input.readBodyData(value);
      parts.add(new Part(name, value.toString(StandardCharsets.ISO_8859_1)));
      more = input.readBoundary();
    }
    return parts;
  }

  private static String name(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters = parser.parse(line.substring(line.indexOf(':') + 1), ';');
        return String.valueOf(parameters.get("name"));
      }
    }
    return "";
  }
}
