package dev.keyway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What expressions of rules give where a request is not as usual, and where a fact is two things.
 */
class RequestVariablesTest {

  private static final String GUARD =
      "req.headers['authorization'][0] != 'Bearer ' + secrets.get('v', 'n')";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          req.url == 'https://chat.example.com:8443/v1/chat/completions?trace=1&tag=a%20b&tag=c' | true
          req.url.contains('trace')                              | true
          req.url != null && req.url.path == req.url.raw_path    | true
          size(req.url) > 10                                     | true
          has(req.url)                                           | true
          has(req.content_type)                                  | true
          req.content_type == 'application/json'                 | true
          req.content_type in ['application/json']               | true
          [req.content_type]                                     | ['application/json']
          ['a'].map(x, x + req.content_type)                     | ['aapplication/json']
          req.content_type.startsWith('application/')            | true
          req.content_type.parameters.note                       | 'a;b'
          'is ' + req.url.scheme                                 | 'is https'
          ['x'].all(req, req == 'x')                             | true
          """)
  void factThatIsAText(String source, String value) {
    assertThat(ExampleRequest.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          time.now > timestamp('2026-01-01T00:00:00Z')                      | true
          timestamp(time.now) == time.now                                   | true
          time.now - duration('1h') < time.now                              | true
          time.now.getHours()                                               | 3
          string(time.now)                                                  | '2026-01-02T03:04:05Z'
          'at ' + time.now                                                  | 'at 2026-01-02T03:04:05Z'
          'at ' + time.now + ', ' + time.now                                | 'at 2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z'
          time.now.startsWith('2026-01')                                    | true
          time.now.split('T')[0]                                            | '2026-01-02'
          time.now > '2025-12-31T00:00:00Z'                                 | true
          time.now == '2026-01-02T03:04:05Z'                                | true
          time.now.startsWith('2026') && time.now.getHours() == 3           | true
          time.now in ['2026-01-02T03:04:05Z']                              | true
          vars.team < time.now                                              | no_matching_overload at 1:11
          """)
  void nowIsATimeAndAText(String source, String value) {
    assertThat(ExampleRequest.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          req.url.pathh == 'a'             | 1:9 unknown field 'pathh' (path?)
          req.urll == 'a'                  | 1:5 unknown field 'urll' (url?)
          req.url + 1 == 2                 | 1:9 '+' can't be applied to (string, int)
          req.url == 1                     | 1:9 string and int are never equal
          req.method == 'a' && req.url > 1 | 1:30 '>' can't be applied to (string, int)
          time.now + 1 == 2                | 1:10 '+' can't be applied to (timestamp, int)
          time.now.foo()                   | 1:10 unknown function 'foo'
          conn.client_ip.geo.location.city | 1:16 'conn.client_ip.geo' is not known here
          conn.geo.country_code in ['US']  | 1:6 'conn.geo' is not known here
          conn['geo'] == 1                 | 1:7 'conn.geo' is not known here
          """)
  void problemsHaveTheirPlaces(String source, String problem) {
    assertThat(ExampleRequest.value(source)).startsWith(problem);
  }

  @Test
  void otherProblemsAreToldBesides() {
    assertThat(ExampleRequest.value("conn.geo.city == 'a' && req.metod == 'b'").lines())
        .hasSize(2)
        .last()
        .isEqualTo("1:29 unknown field 'metod' (method?)");
  }

  @Test
  void answerIsNotKnown_beforeThereIsOne() {
    assertThat(
            ExampleRequest.value(
                RuleEnvironment.onRequest(), "res.status_code == 200", ExampleRequest.HEAD))
        .isEqualTo("1:1 'res' is not known here: there is an answer in on_http_response only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          req.url                             | '/v1/chat/completions?trace=1&tag=a%20b&tag=c'
          req.host                            | null
          req.url.host == null                | true
          endpoint.url == null                | true
          endpoint.port == null               | true
          req.content_type                    | null
          req.content_type == null            | true
          req.content_type != 'text/html'     | true
          has(req.content_type)               | false
          req.content_type.parameters.charset | null
          req.content_length > 5              | false
          req.cookies['session'][0].value     | null
          req.user_agent.contains('curl')     | no_matching_overload at 1:24
          """)
  void whatIsMissingIsAbsent(String source, String value) {
    HeadFacts bare = ExampleRequest.HEAD.with(Headers.empty());
    assertThat(ExampleRequest.value(source, bare)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "chat.example.com, chat.example.com, , chat.example.com:443",
    "chat.example.com:80, chat.example.com, 80, chat.example.com:80",
    "[2001:db8::1]:8443, 2001:db8::1, 8443, [2001:db8::1]:8443",
    "[2001:db8::1], 2001:db8::1, , [2001:db8::1]:443",
  })
  void authorityIsTakenApart(String header, String host, String port, String address) {
    HeadFacts head = ExampleRequest.HEAD.with(Headers.of("host", header));
    assertThat(ExampleRequest.value("req.url.host", head)).isEqualTo("'" + host + "'");
    assertThat(ExampleRequest.value("req.url.port", head)).isEqualTo(port == null ? "null" : port);
    assertThat(ExampleRequest.value("endpoint.addr", head)).isEqualTo("'" + address + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a=1&a=2&b   | [`'a': ['1', '2'], 'b': ['']`]
          a=%zz&=x&&  | [`'a': ['%zz'], '': ['x']`]
          a+b=c%26d   | [`'a b': ['c&d']`]
          """)
  void queryIsTakenApart(String query, String parameters) {
    HeadFacts head = ExampleRequest.HEAD.with("GET", "/v1/models", query);
    assertThat(ExampleRequest.value("req.url.query_params", head))
        .isEqualTo(parameters.replaceAll("^\\[`|`]$", ""));
  }

  @Test
  void guardRefuses_whatIsMissingOrWrong() {
    assertThat(guarded(Headers.empty())).isEqualTo("true");
    assertThat(guarded(Headers.of("authorization", "Bearer wrong"))).isEqualTo("true");
    assertThat(guarded(Headers.of("authorization", "Bearer s3cret"))).isEqualTo("false");
  }

  @Test
  void guardRefuses_whenTheSecretIsUnset() {
    String guard = GUARD.replace("'n'", "'unset'");
    for (String given : new String[] {"", "Bearer ", "Bearer null", "Bearer s3cret"}) {
      HeadFacts head = ExampleRequest.HEAD.with(Headers.of("authorization", given));
      assertThat(ExampleRequest.value(guard, head)).as(given).isEqualTo("true");
    }
    assertThat(ExampleRequest.value(guard, ExampleRequest.HEAD.with(Headers.empty())))
        .isEqualTo("true");
  }

  private static String guarded(Headers headers) {
    return ExampleRequest.value(GUARD, ExampleRequest.HEAD.with(headers));
  }
}
