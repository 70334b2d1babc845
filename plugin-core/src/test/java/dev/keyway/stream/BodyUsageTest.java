package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyUsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'choices':[{'usage':1}],'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13}} | 9 | 4",
        "{'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':113,'completion_tokens_details':{'reasoning_tokens':100}}} | 9 | 104",
        "{'usage':{'prompt_tokens':9,'total_tokens':9}} | 9 | 0",
        "{'usage':{'prompt_tokens':9}} | 9 |",
        "{'usage':{'completion_tokens':4}} | | 4",
        "{'usage':{'prompt_tokens':-1,'completion_tokens':1.5}} | |",
        "{'usage':{'prompt_tokens':'9','completion_tokens':[4]}} | |",
        "{'usage':{'prompt_tokens':99999999999999999999999}} | |",
        "{'usage':null} | |",
        "{'usage':5} | |",
        "[{'usage':{'prompt_tokens':9}}] | |",
        "{'usage':{'prompt_tokens':9 | |",
        "<html> | |",
        "\"\" | |",
      })
  void chat_tokensAsReported(String json, Long input, Long output) {
    assertThat(read(Surface.CHAT_COMPLETIONS, json)).isEqualTo(new Usage(input, output));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'type':'message','usage':{'input_tokens':3,'output_tokens':4}} | 3 | 4",
        "{'usage':{'input_tokens':3,'cache_creation_input_tokens':10,'cache_read_input_tokens':100,'output_tokens':4,'cache_creation':{'ephemeral_5m_input_tokens':10}}} | 113 | 4",
        "{'usage':{'input_tokens':3,'cache_read_input_tokens':null}} | 3 |",
        "{'usage':{'cache_read_input_tokens':3}} | |",
        "{'type':'error','error':{}} | |",
      })
  void messages_inputIsWithTheCache(String json, Long input, Long output) {
    assertThat(read(Surface.MESSAGES, json)).isEqualTo(new Usage(input, output));
  }

  private static Usage read(Surface surface, String json) {
    byte[] padded = ("##" + json.replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
    return BodyUsage.read(surface, new ByteSlice(padded, 2, padded.length - 2));
  }
}
