package dev.keyway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions mean: one row an expression and its value, or the code of its failure. */
class ExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys[1].quota.remaining_requests               | null
          ai.keys[1].quota.remaining_requests == null       | true
          ai.keys[1].quota.remaining_requests != null       | false
          ai.keys[0].quota.remaining_requests == null       | false
          null == ai.keys[1].quota.remaining_requests       | true
          ai.keys[1].quota.remaining_requests > 10          | false
          ai.keys[1].quota.remaining_requests <= 10         | false
          10 < ai.keys[1].quota.remaining_requests          | false
          !(ai.keys[1].quota.remaining_requests > 10)       | true
          ai.keys[1].quota.remaining_requests == 10         | false
          ai.keys[1].quota.remaining_requests != 10         | true
          ai.keys[1].quota.remaining_requests in [5, 10]    | false
          ai.keys[1].quota.remaining_requests + 1           | null
          1 - ai.keys[1].quota.remaining_requests           | null
          -ai.keys[1].quota.remaining_requests              | null
          ai.keys[1].quota.remaining_requests * 2 > 1       | false
          ai.keys[1].quota.remaining_requests / 0           | null
          ai.keys[1].quota.remaining_requests % 2 == null   | true
          has(ai.keys[1].quota.remaining_requests)          | false
          has(ai.keys[0].quota.remaining_requests)          | true
          ai.keys[0].quota.remaining_requests + 1           | 6
          -ai.keys[0].quota.remaining_requests              | -5
          """)
  void unknownIsNotZero(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          req.headers['x-team'][0]                                  | red
          req.headers['x-team'][7]                                  | null
          req.headers['x-team'][-1]                                 | null
          req.headers['x-none'][0]                                  | null
          req.headers['authorization']                              | null
          req.headers['authorization'][0]                           | null
          req.headers['authorization'] == null                      | true
          req.headers['authorization'][0] == null                   | true
          req.headers['authorization'][0] == 'Bearer x'             | false
          req.headers['authorization'][0] != 'Bearer x'             | true
          req.headers['authorization'][0] < 'x'                     | false
          req.headers['authorization'][0] in ['x']                  | false
          'x' in req.headers['authorization']                       | false
          'red' in req.headers['x-team']                            | true
          'x-team' in req.headers                                   | true
          'authorization' in req.headers                            | false
          req.headers['a'][0] == req.headers['b'][0]                | false
          req.headers['a'][0] != req.headers['b'][0]                | true
          req.headers['authorization'][0].startsWith('Bearer')      | no_matching_overload
          size(req.headers['authorization'])                        | no_matching_overload
          req.headers['authorization'].exists(h, h == 'x')          | no_matching_overload
          req.headers['authorization'].filter(h, h == 'x')          | no_matching_overload
          req.headers.exists(h, h.startsWith('x-'))                 | true
          client.claims.sub                                         | ada
          client.claims.nobody                                      | null
          client.claims.empty == null                               | true
          has(client.claims.empty)                                  | false
          has(client.claims.sub)                                    | true
          has(client.claims.nobody.deeper)                          | false
          client.claims.nobody.deeper                               | null
          client.claims['nobody'].deeper                            | null
          client.claims['nobody']['deeper'][3] == null              | true
          client.claims.org.id                                      | 7
          client.claims.org.seats[1]                                | 2
          'dev' in client.claims.groups                             | true
          client.claims.nobody && true                              | no_matching_overload
          client.claims.nobody ? 1 : 2                              | no_matching_overload
          `client.claims.nobody || true`                            | true
          vars.count > 2                                            | true
          vars.count + 1                                            | 4
          vars.nothing + 1                                          | null
          vars.text + 1                                             | no_matching_overload
          {'a': 1}['b']                                             | null
          {'a': 1}['a']                                             | 1
          [1, 2][2] == null                                         | true
          {'a': 1}.b                                                | no_such_key
          """)
  void whatIsMissingIsAbsent(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 < 1.5                                  | true
          2 == 2.0                                 | true
          2 != 2.5                                 | true
          3u > 2                                   | true
          3u == 3                                  | true
          ai.keys[1].error_rate == 0               | true
          ai.keys[0].error_rate > 0                | true
          9007199254740993 == 9007199254740992.0   | false
          9007199254740993 > 9007199254740992.0    | true
          1.0 / 0.0 > 9223372036854775807          | true
          0.0 / 0.0 == 0.0 / 0.0                   | false
          0.0 / 0.0 < 1                            | false
          0.0 == -0.0                              | true
          vars.count == 3.0                        | true
          vars.ratio < vars.count                  | true
          'a' < 'b'                                | true
          true > false                             | true
          now > timestamp('2026-01-01T00:00:00Z')  | true
          now - duration('1h') < now               | true
          [1, 2] == [1.0, 2.0]                     | true
          [1, 2] == [2, 1]                         | false
          [1] == [1, 2]                            | false
          {'a': [1]} == {'a': [1.0]}               | true
          {'a': 1} == {'b': 1}                     | false
          {'a': null} == {'b': null}               | false
          {'a': null} == {'a': null}               | true
          ai.keys[0] == ai.keys[0]                 | true
          ai.keys[0] == ai.keys[1]                 | false
          ai.keys[0] in ai.keys                    | true
          5 / 2                                    | 2
          5 / 0                                    | division_by_zero
          {'a': 1, 'a': 2}                         | duplicate_key
          5 % 0                                    | division_by_zero
          9223372036854775807 + 1                  | overflow
          18446744073709551615u                    | overflow
          int('x')                                 | bad_format
          vars.text > vars.count                   | no_matching_overload
          true ? 'a' : 'b'                         | a
          ai.keys.size()                           | 3
          """)
  void valuesCompareAndCalculate(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ai.keys                                                             | [a, b, c]
          ai.keys[2]                                                          | c
          ai.keys[3]                                                          | null
          ai.keys.filter(k, k.quota.remaining_requests > 10)                  | [c]
          ai.keys.filter(k, k.quota.remaining_requests == null)               | [b]
          ai.keys.filter(k, k.error_rate < 0.2).filter(k, k.id != 'b')        | [c]
          ai.keys.filter(k, k.metadata.tier == 'gold')                        | [a]
          ai.keys.filter(k, k.metadata.tier != 'gold')                        | [b, c]
          ai.keys.filter(k, k.metadata.tier)                                  | no_matching_overload
          ai.keys.filter(k, false)                                            | []
          ai.keys.filter(k, false)[0]                                         | null
          ai.keys.map(k, k.id)                                                | [a, b, c]
          ai.keys.map(k, k.quota.remaining_requests)                          | [5, null, 50]
          ai.keys.map(k, k.fresh, k.id)                                       | [a, b, c]
          ai.keys.map(k, k.id != 'b', k.id)                                   | [a, c]
          ai.keys.map(k, k.id).filter(i, i > 'a')                             | [b, c]
          ai.keys.map(k, k)[1]                                                | b
          ai.keys.only(['c', 'a', 'x'])                                       | [a, c]
          ai.keys.only([])                                                    | []
          ai.keys.ignore(['c', 'x'])                                          | [a, b]
          ai.models.only(['claude'])                                          | [claude]
          ai.keys.only(vars.list)                                             | []
          ai.keys.only(client.claims.nobody)                                  | no_matching_overload
          ai.keys.sortBy(k, k.error_rate)                                     | [b, c, a]
          ai.keys.sortBy(k, -k.error_rate)                                    | [a, c, b]
          ai.keys.sortBy(k, k.quota.remaining_requests)                       | [a, c, b]
          ai.keys.sortBy(k, k.metadata.weight)                                | [a, b, c]
          ai.keys.sortBy(k, k.fresh)                                          | [a, b, c]
          ai.keys.sortBy(k, k.id == 'a' ? dyn(1) : dyn('x'))                  | no_matching_overload
          [3, 1, 2].sortBy(x, x)                                              | [1, 2, 3]
          [3, 1, 2].sortBy(x, x)[0]                                           | 1
          ['bb', 'a'].sortBy(x, x.size())                                     | [a, bb]
          ai.keys.ignore(['a']).sortBy(k, k.error_rate)[0].id                 | b
          ai.keys.filter(k, false).random()                                   | null
          ai.keys.filter(k, false).random().id                                | null
          ai.keys.filter(k, false).randomize()                                | []
          ai.keys.randomize().size()                                          | 3
          ai.keys.only(['b']).random().id                                     | b
          ai.keys.exists(k, k.id == 'b')                                      | true
          ai.keys.all(k, k.error_rate < 1.0)                                  | true
          ai.keys.exists_one(k, k.id == 'b')                                  | true
          ai.keys.filter(k, ai.keys.exists(o, o.error_rate > k.error_rate))   | [b, c]
          [1, 2].map(x, [3, 4].map(y, x * y))                                 | [[3, 4], [6, 8]]
          [[1], [2, 3]].map(x, x.size())                                      | [1, 2]
          ai.keys + ai.keys.only(['a'])                                       | [a, b, c, a]
          """)
  void listsChain(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          'Bearer x'.startsWith('Bearer ')                | true
          'abc'.endsWith('c') && 'abc'.contains('b')      | true
          'kw-12'.matches('^kw-[0-9]+$')                  | true
          'xx kw-12 xx'.matches('kw-[0-9]+')              | true
          'abc'.matches(vars.text)                        | true
          'abc'.matches(vars.text + '(')                  | invalid_argument
          'abc'.matches('a' + '{900}')                    | invalid_argument
          'abc'.size() + size('de')                       | 5
          'aBc'.lowerAscii() + 'aBc'.upperAscii()         | abcABC
          'a,b,c'.split(',')                              | [a, b, c]
          'a,b,c'.split(',', 2)                           | [a, b]
          ['a', 'b'].join()                               | ab
          ['a', 'b'].join('-')                            | a-b
          [].join('-') == ''                              | true
          ai.keys.map(k, k.id).join(',')                  | a,b,c
          [vars.count].join()                             | no_matching_overload
          'a.b.a'.replace('a', 'x')                       | x.b.x
          'a.b.a'.replace('a', 'x', 1)                    | x.b.a
          'a.b.a'.replace('a', 'x', 0)                    | a.b.a
          'ab'.replace('', '-')                           | -a-b-
          'ab'.replace('', '-', 2)                        | -a-b
          'aaa'.replace('aa', 'b')                        | ba
          'ab'.replace('c', 'x')                          | ab
          ' ab '.trim()                                   | ab
          'hello'.substring(1, 3)                         | el
          'hello'.indexOf('l')                            | 2
          'x' + string(1) + string(true)                  | x1true
          secrets.get('a', 'b')                           | a/b
          secrets.get('b')                                | default/b
          secrets.get('none') == null                     | true
          now.getFullYear()                               | 2026
          string(now)                                     | 2026-01-02T03:04:05Z
          """)
  void stringsHaveTheUsualFunctions(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }
}
