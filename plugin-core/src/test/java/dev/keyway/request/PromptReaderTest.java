package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptReaderTest {

  /** Messages begin with #, names of authors with @; texts stand between bars. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | ``",
        "{'messages':null,'tools':null} | ``",
        "{'messages':[7,'x',null,{}]} | #",
        "{'messages':[{'role':'user','content':'Hi'}]} | #/user/Hi",
        "{'messages':[{'content':'Hi','role':'user','name':'bob'}]} | #/Hi/user/@/bob",
        "{'messages':[{'role':'user','content':null}]} | #/user",
        "{'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'text':'b'}]}]} | #/user/a/b",
        "{'messages':[{'content':[{'type':'image_url','image_url':{'url':'data:x'}}]}]} | #",
        "{'messages':[{'content':[{'type':'file','file':{'file_data':'x','filename':'f'}}]}]} | #",
        "{'messages':[{'content':[{'type':'refusal','refusal':'no'}]}]} | #/no",
        "{'messages':[{'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]}]} | #/f/{}",
        "{'messages':[{'function_call':{'name':'f','arguments':'{}'}}]} | #/f/{}",
        "{'messages':[{'role':'tool','tool_call_id':'c','content':'4'}]} | #/tool/4",
        "{'messages':[{'reasoning_content':'hm','content':'4'}]} | #/4",
        "{'tools':[ {'type' : 'function', 'function':{'name':'f'}} ]} | [{'type':'function','function':{'name':'f'}}]",
        "{'functions':[{'name':'f', 'n': 1.0}]} | [{'name':'f','n':1.0}]",
        "{'response_format':{'type':'json_schema','json_schema':{'name':'n'}}} | {'name':'n'}",
        "{'response_format':{'type':'json_object'},'system':'not here','metadata':{'a':'b'}} | ``",
        "{'messages':[],'tools':[],'messages2':[{'content':'x'}]} | []",
      })
  void chat_showsItsTexts(String body, String parts) {
    assertThat(parts(Surface.CHAT_COMPLETIONS, body)).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'system':'Be kind.','messages':[{'role':'user','content':'Hi'}]} | Be kind./#/user/Hi",
        "{'system':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}]} | a",
        "{'messages':[{'content':[{'type':'tool_use','id':'t','name':'f','input':{'x': 'y'}}]}]} | #/f/{'x':'y'}",
        "{'messages':[{'content':[{'type':'tool_result','tool_use_id':'t','content':'ok'}]}]} | #/ok",
        "{'messages':[{'content':[{'type':'tool_result','content':[{'type':'text','text':'ok'}]}]}]} | #/ok",
        "{'messages':[{'content':[{'type':'thinking','thinking':'hm','signature':'s'}]}]} | #",
        "{'messages':[{'content':[{'type':'image','source':{'type':'base64','data':'x'}}]}]} | #",
        "{'messages':[{'content':[{'type':'document','title':'T','source':{'data':'d','type':'text'}}]}]} | #/T/d",
        "{'messages':[{'content':[{'type':'document','source':{'type':'content','content':[{'text':'c'}]}}]}]} | #/c",
        "{'tools':[{'name':'f','input_schema':{}}]} | [{'name':'f','input_schema':{}}]",
      })
  void messages_showTheirTexts(String body, String parts) {
    assertThat(parts(Surface.MESSAGES, body)).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'input':'Hi','instructions':'Be kind.'} | Be kind./#/Hi",
        "{'input':[{'role':'user','content':'Hi'}]} | #/user/Hi",
        "{'input':[{'type':'message','role':'user','content':[{'type':'input_text','text':'Hi'},{'type':'input_image','image_url':'data:x'},{'type':'input_file','file_data':'y'}]}]} | #/user/Hi",
        "{'input':[{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},{'type':'function_call_output','call_id':'c','output':'4'}]} | #/f/{}/#/4",
        "{'input':[{'type':'function_call_output','output':[{'type':'input_text','text':'4'}]}]} | #/4",
        "{'input':[{'type':'custom_tool_call','name':'f','input':'x'}]} | #/f/x",
        "{'input':[{'type':'reasoning','summary':[{'text':'hm'}],'encrypted_content':'x'}]} | #",
        "{'input':[7,null,[]]} | ``",
        "{'tools':[{'type':'web_search'}]} | [{'type':'web_search'}]",
        "{'text':{'format':{'type':'json_schema','schema':{}},'verbosity':'low'}} | {'type':'json_schema','schema':{}}",
        "{'input':[{'type':'shell_call_output','output':[{'stdout':'a','stderr':'b','outcome':{'type':'exit'}}]}]} | #/a/b",
        "{'input':[{'type':'code_interpreter_call','id':'c','code':'x = 1'}]} | #/x = 1",
        "{'input':[{'type':'apply_patch_call','operation':{'diff':'+a'}}]} | #/{'diff':'+a'}",
        "{'input':[{'type':'image_generation_call','result':'aGk='}]} | #",
        "{'messages':[{'role':'user','content':'not here'}],'prompt':{'id':'p','variables':{'a':'b'}}} | {'id':'p','variables':{'a':'b'}}",
      })
  void responses_showTheirTexts(String body, String parts) {
    assertThat(parts(Surface.RESPONSES, body)).isEqualTo(parts);
  }

  /** Tokens that came as numbers are shown as +1 each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "COMPLETIONS | {'prompt':'a','suffix':'b'} | a/b",
        "COMPLETIONS | {'prompt':['a','b'],'messages':[{'content':'c'}]} | a/b",
        "COMPLETIONS | {'prompt':[1,2]} | +1/+1",
        "CHAT_COMPLETIONS | {'documents':[{'text':'d'}],'prediction':{'type':'content','content':'p'}} | p/[{'text':'d'}]",
        "MESSAGES | {'output_config':{'format':{'type':'json_schema'},'effort':'low'}} | {'type':'json_schema'}",
        "EMBEDDINGS | {'messages':[{'role':'user','content':'a'}]} | #/user/a",
        "EMBEDDINGS | {'input':'a'} | a",
        "EMBEDDINGS | {'input':['a','b']} | a/b",
        "EMBEDDINGS | {'input':[[1,2],[3]]} | +1/+1/+1",
        "MODERATIONS | {'input':[{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'u'}}]} | a",
        "RERANK | {'query':'q','documents':['a',{'text':'b','id':'no'}]} | q/a/b",
        "AUDIO_SPEECH | {'input':'a','instructions':'Whisper.','voice':'v'} | a/Whisper.",
        "IMAGE_GENERATIONS | {'prompt':'a cat','size':'auto'} | a cat",
        "IMAGE_EDITS | {'prompt':'a cat','images':[{'image_url':'u'}]} | a cat",
      })
  void otherSurfaces_showTheirTexts(Surface surface, String body, String parts) {
    assertThat(parts(surface, body)).isEqualTo(parts);
  }

  @Test
  void escapesAndBytes_areDecoded() {
    String text = "é ü \u4e00 😀 \"quoted\" \\ / \n\t\r\b\f";
    assertThat(
            parts(
                Surface.CHAT_COMPLETIONS,
                "{'messages':[{'content':'é \\u00FC \u4e00 \\uD83D\\ude00 \\'quoted\\' \\\\ \\/ \\n\\t\\r\\b\\f'}]}"))
        .isEqualTo("#/" + text.replace('"', '\''));
  }

  @Test
  void longTexts_comeInRuns_cutBeforeABlankWhereThereIsOne() {
    List<String> runs = new ArrayList<>();
    String words = "word ".repeat(4000).strip();
    read(Surface.CHAT_COMPLETIONS, "{'messages':[{'content':'" + words + "'}]}", runs, 1 << 30);
    assertThat(runs).hasSizeGreaterThan(3);
    assertThat(String.join("", runs.subList(1, runs.size()))).isEqualTo(words);
    assertThat(runs.subList(2, runs.size())).allMatch(run -> run.startsWith(" word"));
    assertThat(runs).allMatch(run -> run.length() <= TextRuns.LONGEST);
  }

  @Test
  void runsWithoutABlank_areCutAtTheirEnd_butNotInsideACharacter() {
    List<String> runs = new ArrayList<>();
    String faces = "x" + "😀".repeat(10_000);
    read(Surface.CHAT_COMPLETIONS, "{'messages':[{'content':'" + faces + "'}]}", runs, 1 << 30);
    assertThat(String.join("", runs.subList(1, runs.size()))).isEqualTo(faces);
    assertThat(runs).noneMatch(run -> Character.isHighSurrogate(run.charAt(run.length() - 1)));
  }

  @Test
  void reading_endsWhenThereIsEnough() {
    List<String> runs = new ArrayList<>();
    String body =
        "{'messages':[{'content':'" + "x".repeat(100_000) + "'},{'content':'y'}],'tools':[{}]}";
    read(Surface.CHAT_COMPLETIONS, body, runs, 2);
    assertThat(runs).hasSizeLessThan(5).doesNotContain("y", "[{}]");
  }

  private static String parts(Surface surface, String body) {
    List<String> parts = new ArrayList<>();
    read(surface, body, parts, 1 << 30);
    return String.join("/", parts).replace('"', '\'');
  }

  private static void read(Surface surface, String body, List<String> parts, int most) {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    AiRequest request = ((RequestReading.Read) RequestReader.read(surface, json)).request();
    PromptReader.read(
        request,
        new PromptVisitor() {
          @Override
          public void answer() {}

          @Override
          public void tokens(int count) {
            parts.add("+" + count);
          }

          @Override
          public void message() {
            parts.add("#");
          }

          @Override
          public void name() {
            parts.add("@");
          }

          @Override
          public void text(String run) {
            parts.add(run);
          }

          @Override
          public boolean enough() {
            return parts.size() >= most;
          }
        });
  }
}
