package dev.keyway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the functions of plain values give, or the code of their failure: one row a case. The
 * examples of the documentation are tested where it is made.
 */
class FunctionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'hello'.charAt(4)                               | o
          'hello'.charAt(5) == ''                         | true
          'hello'.charAt(-1)                              | failed
          'hello mellow'.indexOf('')                      | 0
          'hello mellow'.indexOf('ello')                  | 1
          'hello mellow'.indexOf('jello')                 | -1
          'hello mellow'.indexOf('', 2)                   | 2
          'hello mellow'.indexOf('ello', 2)               | 7
          'hello mellow'.indexOf('ello', 12)              | invalid_argument
          'a😀b'.indexOf('b')                             | 2
          'hello mellow'.lastIndexOf('')                  | 12
          'hello mellow'.lastIndexOf('ello')              | 7
          'hello mellow'.lastIndexOf('jello')             | -1
          'hello mellow'.lastIndexOf('ello', 6)           | 1
          'hello mellow'.lastIndexOf('ello', 20)          | invalid_argument
          'hello mellow'.lastIndexOf('ello', -1)          | invalid_argument
          'abc'.lastIndexOf('abcd')                       | -1
          'a😀b'.lastIndexOf('')                          | 3
          'hello mellow'.split()                          | [hello, mellow]
          'hello mellow'.split(' ', 1)                    | [hello]
          'hello,mellow,hi'.split(',')                    | [hello, mellow, hi]
          'hello,mellow,hi'.split(',', 2)                 | [hello, mellow]
          'a,b'.split(',', 0)                             | []
          'a,b'.split(',', -1)                            | [a, b]
          'a,b,'.split(',').size()                        | 3
          'a😀b'.split('')                                | [a, 😀, b]
          ''.split('').size()                             | 0
          ''.split(',').size()                            | 1
          'hello'.substring(4)                            | o
          'hello'.substring(2, 1)                         | failed
          'TacoCÆt Xii'.lowerAscii()                      | tacocÆt xii
          'TacoCÆt Xii'.upperAscii()                      | TACOCÆT XII
          'Ärger, ÉCOLE, İSTANBUL, ЙОГА'.lower()          | ärger, école, istanbul, йога
          'Ärger, école, İSTANBUL, йога'.upper()          | ÄRGER, ÉCOLE, İSTANBUL, ЙОГА
          'straße'.upper()                                | STRAßE
          'John Smith'.reverse()                          | htimS nhoJ
          `strings.quote('a "b" \\\\ ' + "\\a\\n")`       | `"a \\"b\\" \\\\ \\a\\n"`
          matches('hello', '^h.*o$')                      | true
          'foobar'.matches('baz')                         | false
          'test'.contains('')                             | true
          vars.nothing.upper()                            | no_matching_overload
          vars.count.upper()                              | no_matching_overload
          matches(vars.nothing, 'a')                      | no_matching_overload
          """)
  void texts(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'hello %s'.format(['world'])                                      | hello world
          'integer: %d'.format([42])                                        | integer: 42
          '%f'.format([3.14])                                               | 3.140000
          '%.0f %.0f'.format([2.5, 3])                                      | 2 3
          '%e'.format([1052.0329112756])                                    | 1.052033e+03
          '%.2e'.format([12])                                               | 1.20e+01
          '%f %e'.format([1.0 / 0.0, 0.0 / 0.0])                            | Infinity NaN
          '%x'.format([26])                                                 | 1a
          '%x %X %x'.format([-26, 'hi!', b'ab'])                            | -1a 686921 6162
          '%b %b %b %b'.format([5, -5, true, false])                        | 101 -101 1 0
          '%o %d'.format([8, 3u])                                           | 10 3
          '100%%'.format([])                                                | 100%
          '%s %s'.format([now, duration('90s')])                            | 2026-01-02T03:04:05Z 90s
          '%s'.format([[1, 2.5, 2.0, 'x', null, {'b': b'q', 'a': true}]])   | [1, 2.5, 2, x, null, {a: true, b: q}]
          '%s'.format([1, 2])                                               | 1
          '100%'.format([])                                                 | invalid_argument
          '%q'.format([1])                                                  | invalid_argument
          '%s %s'.format([1])                                               | invalid_argument
          '%d'.format(['x'])                                                | no_matching_overload
          '%d'.format([1.5])                                                | no_matching_overload
          '%f'.format(['x'])                                                | no_matching_overload
          '%s'.format([vars.nothing])                                       | no_matching_overload
          '%s'.format([ai.keys[0]])                                         | no_matching_overload
          """)
  void format(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          base64.decode('aGVsbG8=') == b'hello'                  | true
          base64.decode('aGVsbG8')                               | bad_format
          base64.decode('aGV*')                                  | bad_format
          base64.encode(b'hello')                                | aGVsbG8=
          base64.encode(vars.nothing)                            | no_matching_overload
          'c29tZTp0aGluZw=='.decodeBase64()                      | some:thing
          '//8='.decodeBase64()                                  | bad_format
          'some:thing'.encodeBase64()                            | c29tZTp0aGluZw==
          basic_auth.encode('username', 'password1')             | Basic dXNlcm5hbWU6cGFzc3dvcmQx
          basic_auth.encode('ü', vars.nothing)                   | no_matching_overload
          b'hello'.size() + size(b'world!')                      | 11
          hash.crc32('hello', 'base64')                          | NhCmhg==
          hash.crc64('hello', 'base64')                          | PD7u4tgQAAA=
          hash.md5('hello', 'base64')                            | XUFAKrxLKna5cZ2REBfFkg==
          hash.sha1('hello', 'base64')                           | qvTGHdzF6KLavt4PO0gs2a6pQ00=
          hash.sha256('hello', 'base64')                         | LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=
          hash.sha512('hello', 'base64')                         | m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==
          hash.xxhash64('hello', 'base64')                       | JseCfYifbaM=
          'hello'.xxhash64('hex')                                | 26c7827d889f6da3
          hash.crc64('')                                         | 0000000000000000
          hash.crc64('123456789')                                | b90956c775a41001
          hash.xxhash64('')                                      | ef46db3751d8e999
          'ü'.sha256() == hash.sha256('\\u00fc', 'hex')          | true
          'a'.md5(vars.text)                                     | invalid_argument
          hash.sha256(vars.nothing)                              | no_matching_overload
          """)
  void bytesAndHashes(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          json.decode('{"a":"b"}')                                         | {a=b}
          json.decode('["a","b","c"]')                                     | [a, b, c]
          json.decode('{"a":1}').a == 1.0                                  | true
          json.decode('{"a":null}').a == null                              | true
          json.decode('{}').zz                                             | null
          has(json.decode('{"a":[{"b":1}]}').a[0].b)                       | true
          json.decode('"x"')                                               | x
          json.decode('[1,2')                                              | bad_format
          json.decode('{} {}')                                             | bad_format
          json.decode('NaN')                                               | bad_format
          json.decode('')                                                  | bad_format
          json.decode(vars.nothing)                                        | no_matching_overload
          json.encode({'a': 'b'})                                          | {"a":"b"}
          json.encode(['a', 'b', 'c'])                                     | ["a","b","c"]
          json.encode([1, 1.5, 2.0, null, b'x', now, vars.nothing])        | [1,1.5,2,null,"eA==","2026-01-02T03:04:05Z",null]
          json.encode({'z': duration('90s'), 'a': {'b': [true, '"']}})     | {"a":{"b":[true,"\\""]},"z":"90s"}
          json.encode(vars)                                                | {"count":3,"list":["x","y"],"numbers":[1,2,0.5,0.25,1.0E30,9],"ratio":0.5,"text":"abc"}
          json.encode(req.headers)                                         | {"x-none":[],"x-team":["red","blue"]}
          json.encode([0.0 / 0.0])                                         | invalid_argument
          json.encode(ai.keys)                                             | no_matching_overload
          json.encode(vars.text)                                           | no_matching_overload
          {'a': 1}.encodeJson().decodeJson().a + 1                         | 2
          ['a', 'b'].encodeJson()                                          | ["a","b"]
          vars.list.encodeJson()                                           | ["x","y"]
          '{"a":"b","c":"d"}'.isJson()                                     | true
          'not json'.isJson()                                              | false
          """)
  void json(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          url.escape('i;md/r/$y')                                            | i%3Bmd%2Fr%2F%24y
          'a b~*+ü'.escapeUrl()                                              | a+b~%2A%2B%C3%BC
          url.unescape('i%3Bmd%2Fr%2F%24y')                                  | i;md/r/$y
          'a+b%20c'.unescapeUrl()                                            | a b c
          'a%zz'.unescapeUrl()                                               | bad_format
          url.parse('https://ngrok.com').scheme                              | https
          'HTTPS://u:p@h:81/a%20+b?x=1&x=2#f'.parseUrl().path                | /a +b
          'https://u:p@h:81/a%20b?x=1&x=2#f'.parseUrl().raw_path             | /a%20b
          'https://u:p@h:81/a?x=1&x=2#f'.parseUrl().query_params             | {x=[1, 2]}
          'https://u:p@h:81/a?x=1&x=2#f'.parseUrl().user_password            | u:p
          'https://u:p@h:81/a?x=1&x=2#f'.parseUrl().authority                | h:81
          'https://u:p@h:81/a?x=1&x=2#f'.parseUrl().uri                      | /a?x=1&x=2
          'https://u:p@h:81/a?x=1&x=2#f'.parseUrl().fragment                 | f
          url.parse('//[::1]:80').host                                       | ::1
          `url.parse('http://a_b.internal/x|y').host` | a_b.internal
          url.parse('/x').host                                               | null
          has(url.parse('http://h').port)                                    | false
          url.parse('http://h:99999/')                                       | bad_format
          url.parse('http://h/%zz')                                          | bad_format
          url.parse(req.headers['referer'][0]).host                          | no_matching_overload
          'not a url'.isURL()                                                | false
          `'http://a b/'.isURL() || 'http://'.isURL() || 'mailto:a@b'.isURL()` | false
          queryString.decode('a=b&c=d&a=e&f')                                | {a=b, c=d, f=}
          queryString.decode('q=a+b%20c').q                                  | a b c
          queryString.decode('').size()                                      | 0
          queryString.decode('a=%zz')                                        | bad_format
          queryString.decode('a=b').c == null                                | true
          queryString.encode({'c': 'd', 'a': 'b'})                           | a=b&c=d
          queryString.encode({'a': [1, 2.5, true], 'b c': 'x y'})            | a=1&a=2.5&a=true&b+c=x+y
          queryString.encode({}) == ''                                       | true
          queryString.encode({'a': [[1]]})                                   | no_matching_overload
          queryString.encode({'a': vars.nothing})                            | no_matching_overload
          `'not a query string'.isQueryString() || 'a'.isQueryString()` | false
          `'a=%zz'.isQueryString() || ''.isQueryString()` | false
          """)
  void urls(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          inCidrRange('192.168.1.100', '192.168.1.0/24')             | true
          inCidrRange('192.168.2.100', '192.168.1.0/24')             | false
          inCidrRange('66.249.66.7', '66.249.66.1/24')               | true
          inCidrRange('1.2.3.4', '0.0.0.0/0')                        | true
          inCidrRange('2001:db8::1', '2001:db8::/32')                | true
          inCidrRange('2001:db9::1', '2001:db8::/32')                | false
          inCidrRange('2001:db8::1', '0.0.0.0/0')                    | false
          inCidrRange('::ffff:10.1.2.3', '10.0.0.0/8')               | true
          inCidrRange('localhost', '127.0.0.0/8')                    | false
          inCidrRange('10.1.2.3', vars.text)                         | false
          inCidrRange('10.1.2.3', vars.text + '10.0.0.0/33')         | false
          inCidrRange(vars.nothing, '10.0.0.0/8')                    | no_matching_overload
          `inCidrRange(vars.nothing, '10.0.0.0/8') || true` | true
          inCidrRanges('10.1.2.3', ['192.168.1.0/24', '10.0.0.0/8']) | true
          inCidrRanges('10.1.2.3', vars.list)                        | false
          inCidrRanges('10.1.2.3', vars.list + ['10.0.0.0/8'])       | true
          inCidrRanges('10.1.2.3', [])                               | false
          '172.31.0.1'.isPrivateIp() && '10.0.0.1'.isPrivateIp()     | true
          `'172.32.0.1'.isPrivateIp() || '8.8.8.8'.isPrivateIp()` | false
          `'fc00::1'.isPrivateIp() || 'x'.isPrivateIp()` | false
          """)
  void addresses(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1, 2, 3, 4].slice(1, 3)                                 | [2, 3]
          [1, 2, 3, 4].slice(2, 4)                                 | [3, 4]
          [1].slice(0, 2)                                          | invalid_argument
          [1].slice(1, 0)                                          | invalid_argument
          ai.keys.slice(1, 3).sortBy(k, k.id)                      | [b, c]
          [1, [2, 3], [4]].flatten()                               | [1, 2, 3, 4]
          [1, [2, [3, 4]]].flatten()                               | [1, 2, [3, 4]]
          [1, 2, [], [], [3, 4]].flatten()                         | [1, 2, 3, 4]
          [1, [2, [3, [4]]]].flatten(2)                            | [1, 2, 3, [4]]
          [1, [2]].flatten(0)                                      | [1, [2]]
          [1, [2, [3, [4]]]].flatten(-1)                           | invalid_argument
          [ai.keys, ai.keys.take(1)].flatten().map(k, k.id)        | [a, b, c, a]
          [3, 2, 1].sort()                                         | [1, 2, 3]
          ['b', 'c', 'a'].sort()                                   | [a, b, c]
          [2, 1.5, 1u].sort()                                      | [1, 1.5, 2]
          [b'b', b'a'].sort()[0] == b'a'                           | true
          [now, timestamp('2020-01-01T00:00:00Z')].sort()[1] == now | true
          [duration('2s'), duration('1s')].sort()[0] == duration('1s') | true
          [true, false].sort()                                     | [false, true]
          [vars.nothing, 2, 1].sort()                              | [1, 2, null]
          [1, 'b'].sort()                                          | no_matching_overload
          vars.nothing.sort()                                      | no_matching_overload
          [1, 2, 2, 3, 3, 3].distinct()                            | [1, 2, 3]
          ['b', 'b', 'c', 'a', 'c'].distinct()                     | [b, c, a]
          [1, 'b', 2, 'b'].distinct()                              | [1, b, 2]
          [1, 1.0, 1u, [1], [1.0], {'a': 1}, {'a': 1.0}].distinct() | [1, [1], {a=1}]
          [vars.nothing, null, vars.nothing].distinct().size()     | 1
          (ai.keys + ai.keys).distinct()                           | [a, b, c]
          lists.range(5)                                           | [0, 1, 2, 3, 4]
          lists.range(-1)                                          | []
          lists.range(3).map(i, ai.keys[i].id)                     | [a, b, c]
          {'one': 1, 'two': 2}.all(x, x.startsWith('o'))           | false
          {'one': 1, 'two': 2}.exists(x, x.startsWith('o'))        | true
          {'one': 1, 'two': 2}.exists_one(x, x == 'one')           | true
          {'one': 1, 'two': 2}.filter(x, x.startsWith('o'))        | [one]
          {'one': 1, 'two': 2}.map(k, k)                           | [one, two]
          {'one': 1, 'two': 2, 'three': 3}.map(k, k.startsWith('t'), k.upper()) | [TWO, THREE]
          [{'n': 'foo', 's': 0}, {'n': 'bar', 's': -10}].sortBy(e, e.s).map(e, e.n) | [bar, foo]
          size({1: true, 2: false}) + {'a': 'b'}.size()            | 3
          """)
  void lists(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          timestamp('2023-12-25T00:00:00Z').getDate('America/Los_Angeles')       | 24
          timestamp('2024-01-01T10:00:00Z').getDate('Asia/Tokyo')                | 1
          timestamp('2023-12-25T00:00:00Z').getDayOfMonth()                      | 24
          timestamp('2023-12-25T00:00:00Z').getDayOfMonth('America/Los_Angeles') | 23
          timestamp('2023-12-25T12:00:00Z').getDayOfWeek()                       | 1
          timestamp('2023-12-25T12:00:00Z').getDayOfYear()                       | 358
          timestamp('2023-12-25T12:00:00Z').getFullYear()                        | 2023
          timestamp('2023-12-25T12:00:00Z').getHours('Asia/Tokyo')               | 21
          duration('3h').getHours()                                              | 3
          timestamp('2023-12-25T12:00:00.500Z').getMilliseconds()                | 500
          duration('1.234s').getMilliseconds()                                   | 234
          duration('1h30m').getMinutes()                                         | 90
          timestamp('2023-12-25T12:00:00Z').getMonth()                           | 11
          duration('1m30s').getSeconds()                                         | 90
          now.getHours('Nowhere/X')                                              | bad_format
          vars.nothing.getHours()                                                | no_matching_overload
          """)
  void times(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1.5 * 2                                              | 3.0
          2 * 1.5                                              | 3.0
          5 / 2.0                                              | 2.5
          5.0 / 2                                              | 2.5
          1 + 0.5                                              | 1.5
          0.5 - 1                                              | -0.5
          vars.count * 1.5                                     | 4.5
          vars.ratio * vars.count                              | 1.5
          vars.nothing * 1.5                                   | null
          5 / 2                                                | 2
          vars.text * 1.5                                      | no_matching_overload
          ai.keys.sortBy(k, k.error_rate * 2 + k.id.size())    | [b, c, a]
          """)
  void wholeNumbersAndDoublesCalculateTogether(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          getReqHeader('X-Team')                                       | [red, blue]
          getReqHeader('x-team').exists(v, v.matches('(?i)RED'))       | true
          getReqHeader('X-Version')                                    | []
          getReqHeader('X-Version')[0] == null                         | true
          getReqHeader('X-Version')[0] != 'a'                          | true
          getReqHeader(vars.nothing)                                   | no_matching_overload
          hasReqHeader('X-TEAM')                                       | true
          hasReqHeader('X-Version')                                    | false
          hasReqHeader('X-Version') ? getReqHeader('X-Version')[0] : '-' | -
          has(req.headers['x-version'])                                | false
          has(req.headers['x-team'])                                   | true
          has(req.headers['x-team'][7])                                | false
          has(req.method)                                              | true
          """)
  void requests(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rand.double() >= 0.0 && rand.double() < 1.0                            | true
          lists.range(50).all(i, rand.int() in [0, 1])                           | true
          lists.range(50).map(i, rand.int()).distinct().size()                   | 2
          lists.range(50).map(i, rand.int(3, 5)).distinct().sort()               | [3, 4, 5]
          rand.int(7, 7)                                                         | 7
          rand.int(5, 4)                                                         | invalid_argument
          rand.int(-1, 4)                                                        | invalid_argument
          rand.int(0, 9223372036854775807)                                       | invalid_argument
          """)
  void chance(String source, String value) {
    assertThat(Facts.value(source)).isEqualTo(value);
  }
}
