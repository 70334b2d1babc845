package dev.keyway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.expression.Compilation;
import dev.keyway.expression.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions give of a request and its answer. */
class RuleFunctionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          url.parse(req.url).host                                    | 'chat.example.com'
          req.url.parseUrl().path == req.url.path                    | true
          req.url.isURL()                                            | true
          url.escape(req.url.path)                                   | '%2Fv1%2Fchat%2Fcompletions'
          queryString.decode(req.url.query)['tag'] == 'a b'          | true
          req.url.query.isQueryString()                              | true
          json.encode(req.content_type.parameters)                   | '{"charset":"utf-8","note":"a;b"}'
          json.encode(vars)                                          | '{"team":"blue"}'
          vars.team.sha256() == hash.sha256('blue')                  | true
          getReqHeader('X-Team').exists(v, v.matches('(?i)^RED$'))   | true
          getReqHeader('X-Absent').exists(v, v.matches('a'))         | false
          size(getReqHeader('X-Absent')) == 0                        | true
          getReqHeader('X-Absent')[0].startsWith('a')                | no_matching_overload at 1:39
          hasReqHeader('host') ? getReqHeader('host')[0] : 'unknown' | 'chat.example.com:8443'
          getReqCookie('theme').value                                | 'dark'
          getReqCookie('absent') == null                             | true
          getReqCookie('absent').value == 'x'                        | false
          getReqCookie('absent').value.startsWith('x')               | no_matching_overload at 1:40
          getResCookie('session').secure                             | true
          hasResCookie('SESSION')                                    | false
          hasQueryParam('trace')                                     | true
          getQueryParam('absent')                                    | []
          inCidrRange(conn.client_ip, '203.0.113.0/24')              | true
          conn.client_ip.isPrivateIp()                               | false
          time.now.getHours('Asia/Tokyo')                            | 12
          basic_auth.encode('u', secrets.get('v', 'n'))              | 'Basic dTpzM2NyZXQ='
          hash.sha256(secrets.get('v', 'unset')) == 'x'              | no_matching_overload at 1:12
          rand.double() <= 1.0                                       | true
          """)
  void functionsAskRequests(String source, String value) {
    assertThat(ExampleRequest.value(source)).isEqualTo(value);
  }

  @Test
  void answersAreAsked_whereThereIsOne() {
    assertThat(
            ExampleRequest.value(
                RuleEnvironment.onRequest(), "getResHeader('X')", ExampleRequest.HEAD))
        .isEqualTo("1:1 'getResHeader' reads res.headers, which is not there here");
  }

  @Test
  void functionsThatAskTheHead_needNoBody() {
    assertThat(RuleEnvironment.onRequest().compile("getReqCookie('a').value == 'b'"))
        .isInstanceOfSatisfying(
            Compilation.Compiled.class,
            compiled ->
                assertThat(((Expression) compiled.result()).uses(RuleEnvironment.BODY)).isFalse());
  }
}
