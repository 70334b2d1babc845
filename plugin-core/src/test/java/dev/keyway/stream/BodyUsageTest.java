package dev.keyway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "RESPONSES | {'object':'response','output':[{'usage':{'input_tokens':1}}],'usage':{'input_tokens':36,'output_tokens':87,'total_tokens':123}} | 36 | 87",
        "COMPLETIONS | {'choices':[{'text':'a'}],'usage':{'prompt_tokens':5,'completion_tokens':7,'total_tokens':12}} | 5 | 7",
        "EMBEDDINGS | {'object':'list','data':[],'usage':{'prompt_tokens':8,'total_tokens':8}} | 8 | 0",
        "EMBEDDINGS | {'object':'list','data':[],'usage':{'total_tokens':8}} | 8 | 0",
        "EMBEDDINGS | {'object':'list','data':[],'usage':{}} | |",
        "RERANK | {'results':[],'usage':{'total_tokens':15}} | 15 | 0",
        "IMAGE_GENERATIONS | {'created':1,'data':[{'b64_json':'A'}],'usage':{'total_tokens':100,'input_tokens':50,'output_tokens':50}} | 50 | 50",
        "IMAGE_EDITS | {'created':1,'data':[{'url':'A'}]} | |",
        "AUDIO_TRANSCRIPTIONS | {'text':'a','usage':{'type':'tokens','input_tokens':14,'output_tokens':45,'total_tokens':59}} | 14 | 45",
        "AUDIO_TRANSCRIPTIONS | {'text':'a','usage':{'type':'duration','seconds':27}} | |",
        "AUDIO_TRANSLATIONS | a text | |",
        "MODERATIONS | {'id':'m','results':[]} | |",
        "COUNT_TOKENS | {'input_tokens':14} | |",
      })
  void eachSurface_tokensAsReported(Surface surface, String json, Long input, Long output) {
    assertThat(read(surface, json)).isEqualTo(new Usage(input, output));
  }

  @Test
  void longBody_isReadAtBothEnds() {
    String vectors = "[0.1,0.2],".repeat(1 << 17);
    Usage eight = new Usage(8L, 0L);

    assertThat(
            read(
                Surface.EMBEDDINGS,
                "{'data':[" + vectors + "[]],'usage' : {'prompt_tokens':8,'total_tokens':8}}"))
        .isEqualTo(eight);
    assertThat(
            read(
                Surface.EMBEDDINGS,
                "{'usage':{'prompt_tokens':8,'total_tokens':8},'data':[" + vectors + "[]]}"))
        .isEqualTo(eight);
    assertThat(read(Surface.EMBEDDINGS, "{'data':[" + vectors + "[]]}")).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void longBody_textThatSpeaksOfUsage_isNone() {
    String text = "\\'usage\\':{\\'input_tokens\\':1} ".repeat(1 << 14);

    assertThat(read(Surface.RESPONSES, "{'output':['" + text + "']}")).isEqualTo(Usage.UNKNOWN);
  }

  private static Usage read(Surface surface, String json) {
    byte[] padded = ("##" + json.replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
    return BodyUsage.read(surface, new ByteSlice(padded, 2, padded.length - 2));
  }
}
