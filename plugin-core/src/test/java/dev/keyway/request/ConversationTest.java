package dev.keyway.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversationTest {

  @Test
  void growingConversation_keepsItsHash() {
    String first = chat("{'role':'system','content':'S'},{'role':'user','content':'hi'}");
    String later =
        chat(
            "{'content':'S','role':'system'}, {'role':'user','content':'hi'},{'role':'assistant','content':'x'},{'role':'user','content':'y'}");

    assertThat(first).hasSize(32).isEqualTo(later);
  }

  @Test
  void otherPromptOrFirstMessage_otherHash() {
    String one = chat("{'role':'system','content':'S'},{'role':'user','content':'hi'}");

    assertThat(one)
        .isNotEqualTo(chat("{'role':'system','content':'T'},{'role':'user','content':'hi'}"))
        .isNotEqualTo(chat("{'role':'system','content':'S'},{'role':'user','content':'ho'}"))
        .isNotEqualTo(chat("{'role':'user','content':'S'},{'role':'user','content':'hi'}"));
  }

  @Test
  void movedCacheMarkAndBlockForm_keepTheHash() {
    String marked =
        messages(
            "{'system':[{'type':'text','text':'S','cache_control':{'type':'ephemeral'}}],'messages':[{'role':'user','content':[{'type':'text','text':'hi','cache_control':{'type':'ephemeral','ttl':'1h'}}]}]}");
    String plain = messages("{'messages':[{'role':'user','content':'hi'}],'system':'S'}");

    assertThat(marked).isEqualTo(plain);
  }

  @Test
  void image_countsByItsData() {
    String one = chat("{'role':'user','content':[{'type':'image_url','image_url':{'url':'a'}}]}");
    String other = chat("{'role':'user','content':[{'type':'image_url','image_url':{'url':'b'}}]}");

    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void responses_countTheirInstructionsAndTheirFirstUserMessage() {
    String first = responses("{'instructions':'S','input':'hi'}");
    String later =
        responses(
            "{'input':[{'type':'reasoning','summary':[]},{'role':'user','content':[{'type':'input_text','text':'hi'}]},{'role':'assistant','content':'x'}],'instructions':'S'}");

    assertThat(first).hasSize(32).isEqualTo(later);
    assertThat(first)
        .isNotEqualTo(responses("{'instructions':'T','input':'hi'}"))
        .isNotEqualTo(responses("{'instructions':'S','input':'ho'}"));
    assertThat(responses("{'messages':[],'system':5,'input':[{}]}")).isNull();
  }

  @Test
  void nothingToHash_isNull() {
    assertThat(Requests.chat("{}").conversation()).isNull();
    assertThat(Requests.chat("{\"messages\":5}").conversation()).isNull();
    assertThat(chat("7,[{}],{'role':'assistant','content':'x'},{'role':[],'content':{}}")).isNull();
  }

  private static String chat(String messages) {
    return Requests.chat(("{'messages':[" + messages + "]}").replace('\'', '"')).conversation();
  }

  private static @Nullable String responses(String json) {
    return Requests.read(Surface.RESPONSES, json.replace('\'', '"').getBytes(UTF_8)).conversation();
  }

  private static String messages(String json) {
    return Requests.messages(json.replace('\'', '"')).conversation();
  }
}
