package dev.keyway.server.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.apisix.ApisixVersion;
import dev.keyway.testkit.apisix.PeerSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Routes that are configured wrong: the answer says what is wrong, and no provider is called. */
@Timeout(120)
class ApisixMistakesIT {

  private static final Ask ASK = Ask.model("shared");
  private static final String POST_REQ = "ext-plugin-post-req";
  private static final String CHAT = "{\"policy\":\"chat\"}";
  private static final String KEYWAY = Declared.keyway(Routes.ROUTE);

  @TempDir private Path folder;
  private ContractStage stage;

  @BeforeEach
  void open() throws Exception {
    stage =
        ContractStage.open(
            folder,
            setup ->
                ApisixGateway.start(
                    setup, ApisixVersion.V3_18, PeerSettings.DEFAULT, ServerForm::start));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /** There is no consumer yet, and what it would set comes too early. */
  @Test
  void inPreReq_isRefused_andSaysWhereItBelongs() {
    wrong(Declared.asking("ext-plugin-pre-req", CHAT), "ext-plugin-post-req");
  }

  @Test
  void inBoth_isRefused() {
    String both = Declared.asking("ext-plugin-pre-req", CHAT) + "\n      " + KEYWAY;
    wrong(both, "ext-plugin-post-req");
  }

  @Test
  void twiceInOneConf_isRefused() {
    wrong(Declared.asking(POST_REQ, CHAT, "{\"policy\":\"teams\"}"), "2 times");
  }

  @Test
  void valueThatIsNoJson_isRefused() {
    wrong(Declared.asking(POST_REQ, "{policy"), "the value of keyway");
  }

  @Test
  void valueWithoutAPolicy_isRefused() {
    wrong(Declared.asking(POST_REQ, "{}"), "policy");
  }

  @Test
  void filterThatTheRunnerDoesNotHave_isRefused() {
    wrong(KEYWAY.replace("name: keyway", "name: keywai"), "does not serve");
  }

  @Test
  void policyThatIsNotServed_isRefused() {
    HttpResponse<String> answer = ask("", Declared.asking(POST_REQ, "{\"policy\":\"chats\"}"));

    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
    assertThat(stage.received()).isEmpty();
  }

  /** It runs before, whatever its priority: another phase of APISIX's. */
  @Test
  void contextThatProxyRewriteSets_isReplaced() {
    String rewrite =
        "proxy-rewrite: {_meta: {priority: -9000}, headers: {set: {x-keyway-context: none}}}";

    HttpResponse<String> answer = ask(rewrite, KEYWAY);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void pathThatProxyRewriteTakesPartOf_isServed_whetherOrNotKeywayIsToldOfThePrefix() {
    String rewrite = "proxy-rewrite: {regex_uri: [\"^/ai/(.*)\", \"/$1\"]}";
    String prefixed = Declared.asking(POST_REQ, "{\"policy\":\"chat\",\"prefix\":\"/ai\"}");

    new Routes(stage).set(rewrite, KEYWAY);
    assertThat(stage.ask(ASK.at("/ai")).statusCode()).isEqualTo(200);
    new Routes(stage).set(rewrite, prefixed);
    assertThat(stage.ask(ASK.at("/ai")).statusCode()).isEqualTo(200);
    new Routes(stage).set("", prefixed);
    assertThat(stage.ask(ASK.at("/ai")).statusCode()).isEqualTo(200);
  }

  /** Keyway is asked after it, so it sees the same as the relay. */
  @Test
  void pathThatProxyRewriteMakesNoEndpoint_isNotFound() {
    HttpResponse<String> answer =
        ask("proxy-rewrite: {regex_uri: [\"^/(.*)\", \"/other/$1\"]}", KEYWAY);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(stage.received()).isEmpty();
  }

  private void wrong(String keyway, String told) {
    HttpResponse<String> answer = ask("", keyway);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
    assertThat(ContractStage.json(answer.body()).at("/error/message").asText()).contains(told);
    assertThat(stage.received()).isEmpty();
  }

  private HttpResponse<String> ask(String more, String keyway) {
    new Routes(stage).set(more, keyway);
    return stage.ask(ASK);
  }
}
