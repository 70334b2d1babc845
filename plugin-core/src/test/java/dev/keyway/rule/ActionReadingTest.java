package dev.keyway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with an action's configuration is told with its place, and what to do. */
class ActionReadingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          add-headers | {} | headers: missing; expected 1 to 10 headers, such as x-team: blue
          add-headers | {headers: {User-Agent: a}} | headers.User-Agent: user-agent can't be added; it stays what the client sent
          add-headers | {headers: {Content-Length: 1}} | headers.Content-Length: set by the gateway itself; it can't be set here
          add-headers | {headers: {x-keyway-context: a}} | headers.x-keyway-context: set by the gateway itself; it can't be set here
          add-headers | {headers: {"a b": a}} | headers["a b"]: not a header's name: letters, digits, hyphens
          add-headers | {headers: {x-a: 1, X-A: 2}} | headers.X-A: given twice (case does not count)
          add-headers | {headers: {x-a: "a\\nb"}} | headers.x-a: a line break or control character can't be sent
          add-headers | {headers: {x-a: [1]}} | headers.x-a: expected text, found a list
          add-headers | {headers: {a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1}} | headers: expected 10 headers at most
          remove-headers | {} | headers: expected 1 to 10 names of headers, found 0
          remove-headers | {headers: [a, b, c, d, e, f, g, h, i, j, k]} | headers: expected 1 to 10 names of headers, found 11
          remove-headers | {headers: [User-Agent]} | headers[0]: user-agent can't be removed; it stays what the client sent
          remove-headers | {headers: [x-a, Host]} | headers[1]: host can't be removed; add-headers replaces it
          remove-headers | {headers: [transfer-encoding]} | headers[0]: set by the gateway itself; it can't be set here
          log | {} | metadata: missing; expected what is to be logged
          log | {metadata: [a]} | metadata: expected an object (name: value), found a list
          url-rewrite | {} | to: missing; where the URL leads
          url-rewrite | {from: 'a(', to: /b} | from: not a regular expression (RE2): missing closing )
          url-rewrite | {from: 'a(', to: '/${req.method}'} | from: not a regular expression (RE2): missing closing )
          url-rewrite | {from: '(a)', to: '/$2'} | to: $2 names no group: the pattern has 1; write $$ for a dollar sign
          url-rewrite | {to: '/$1'} | to: $1 names no group: the pattern has 0; write $$ for a dollar sign
          redirect | {to: /b, status_code: 299} | status_code: expected a whole number from 300 to 399, found the number 299
          redirect | {to: /b, status_code: 400} | status_code: expected a whole number from 300 to 399, found the number 400
          redirect | {from: /a} | to: missing; where the URL leads
          request-body-find-replace | {} | replacements: missing; expected at least one, such as {from: secret, to: '***'}
          request-body-find-replace | {replacements: []} | replacements: missing; expected at least one, such as {from: secret, to: '***'}
          request-body-find-replace | {replacements: [{to: a}]} | replacements[0].from: missing; the pattern of what is replaced
          request-body-find-replace | {replacements: [{from: a, field: data}]} | replacements[0].field: unknown field; known here: from, to
          request-body-find-replace | {replacements: [{from: '(a{1000})'}]} | replacements[0].from: too large a regular expression: repetitions written out, it has more than 500 parts
          """)
  void whatIsWrong_isTold(String type, String config, String problem) {
    assertThat(Desk.of(type, config.replace("\\\\", "\\")).told()).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "add-headers, '{headers: {Host: a, authorization: b, X-Count: 3}}'",
    "remove-headers, '{headers: [accept-encoding, X-A]}'",
    "log, '{metadata: {a: [1, {b: null}]}}'",
    "url-rewrite, '{to: /$uri}'",
    "redirect, '{to: /b, status_code: 399, headers: {x-a: b}}'",
    "request-body-find-replace, '{replacements: [{from: a}]}'"
  })
  void whatIsRight_isTaken(String type, String config) {
    assertThat(Desk.of(type, config).told()).isEmpty();
  }

  @Test
  void unknownFields_areErrors() {
    for (String type :
        new String[] {
          "add-headers", "remove-headers", "log", "url-rewrite", "redirect", "rate-limit"
        }) {
      assertThat(Desk.of(type, "{zzzz: 1}").told()).anyMatch(told -> told.startsWith("zzzz: "));
    }
  }
}
