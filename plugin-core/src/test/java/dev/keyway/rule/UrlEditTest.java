package dev.keyway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.http.LegalUrl;
import dev.keyway.regex.MalformedPatternException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replacements in a whole URL. */
class UrlEditTest {

  private static final String URL = "https://api.example.com/v1/users?id=7&x=&id=8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /v1/                      | /v2/                   | https://api.example.com/v2/users?id=7&x=&id=8
          ^(https?://[^/]+)/(.*)$   | $1/store/$2            | https://api.example.com/store/v1/users?id=7&x=&id=8
          ^http(s?)://[^/]+         | http$1://b.example     | https://b.example/v1/users?id=7&x=&id=8
          id=([0-9]+)               | no=$1                  | https://api.example.com/v1/users?no=7&x=&no=8
          -                         | /elsewhere             | /elsewhere
          -                         | https://b.example$uri  | https://b.example/v1/users?id=7&x=&id=8
          -                         | $scheme://$host/$is_args$args | https://api.example.com/?id=7&x=&id=8
          -                         | /$arg_id/$arg_x/$arg_y | /7//
          -                         | /a b"é                 | /a%20b%22%C3%A9
          -                         | /costs?$               | /costs?$
          -                         | /100%?a=%41#top        | /100%25?a=%41#top
          -                         | /$unknown              | /$unknown
          """)
  void everyMatchIsReplaced(String from, String to, String result) throws Exception {
    assertThat(edit(from, to, URL))
        .isInstanceOfSatisfying(
            UrlEdit.Changed.class, changed -> assertThat(changed.text()).isEqualTo(result));
  }

  @Test
  void matchesAreTold() throws Exception {
    assertThat(edit("id=[0-9]", "n", URL))
        .isEqualTo(
            new UrlEdit.Changed(
                "https://api.example.com/v1/users?n&x=&n", List.of("id=7", "id=8")));
  }

  @ParameterizedTest
  @CsvSource({"/v9/, /v1/", "users, users"})
  void whatComesOutAsItWas_isUnchanged(String from, String to) throws Exception {
    assertThat(edit(from, to, URL)).isEqualTo(new UrlEdit.Unchanged());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\r\nx-injected: 1", "/a\nb", "/a\u0000", "/a\u007f", "/a\u0085"})
  void lineBreaksAndControlCharacters_areRefused(String to) throws Exception {
    assertThat(edit(null, to, URL)).isEqualTo(new UrlEdit.Refused("control_character"));
  }

  @Test
  void growth_isBounded() throws Exception {
    assertThat(edit("", "0123456789".repeat(100), URL)).isEqualTo(new UrlEdit.Refused("too_long"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          https://me:pw@h.example:8443/p?q, $user|$is_user|$host|$port|$authority, me:pw|@|h.example|8443|h.example:8443
          http://[::1]:80/p,                $user|$is_user|$host|$port|$authority, ||[::1]|80|[::1]:80
          http://[::1]/p,                   $host|$port|$query_string|$is_args,    [::1]|||
          http://h/p?,                      $uri|$args|$is_args,                   /p?||
          """)
  void partsOfTheUrl_haveNames(String url, String to, String result) throws Exception {
    assertThat(((UrlEdit.Changed) edit(null, to, url)).text())
        .isEqualTo(LegalUrl.reference(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                    | /new?a=b              | -            | /new       | a=b
          -                    | https://b.example     | b.example    | /          | -
          -                    | https://b.example?x#f | b.example    | /          | x
          -                    | //b.example/x         | -            | //b.example/x | -
          -                    | https:///p            | -            | /p         | -
          /v1/users            | /u                    | -            | /u         | id=7&x=&id=8
          ^https://[^/]+       | https://b.example:80  | b.example:80 | /v1/users  | id=7&x=&id=8
          API.example          | x                     | -            | -          | -
          (?i)API              | API                   | -            | /v1/users  | id=7&x=&id=8
          \\?.*                | ?                     | -            | /v1/users  | ``
          """)
  void rewritten_hasPathAndQuery(
      String from, String to, String authority, String path, String query) throws Exception {
    UrlEdit edit = edit(from == null ? null : from.replace("\\\\", "\\"), to, URL);
    if (path == null) {
      assertThat(edit).isEqualTo(new UrlEdit.Unchanged());
      return;
    }
    Rewritten rewritten = Rewritten.of((UrlEdit.Changed) edit, UrlParts.of(URL));
    assertThat(rewritten).isNotNull();
    assertThat(rewritten.authority()).isEqualTo(authority);
    assertThat(rewritten.path()).isEqualTo(path);
    assertThat(rewritten.query()).isEqualTo("``".equals(query) ? "" : query);
  }

  @Test
  void rewritten_saysTheWholeUrl() throws Exception {
    UrlEdit.Changed relative = (UrlEdit.Changed) edit(null, "/new?a=b", URL);
    assertThat(Rewritten.of(relative, UrlParts.of(URL)))
        .isEqualTo(new Rewritten("https://api.example.com/new?a=b", null, "/new", "a=b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "?a=b", "", "mailto:me@example.com"})
  void rewrittenWithoutPath_isRefused(String to) throws Exception {
    assertThat(Rewritten.of((UrlEdit.Changed) edit(null, to, URL), UrlParts.of(URL))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /v1/           | /v2/                    | /v2/users?id=7&x=&id=8
          -              | /new?a=b#top            | /new?a=b#top
          -              | https://b.example/x     | https://b.example/x
          ^https:        | http:                   | http://api.example.com/v1/users?id=7&x=&id=8
          -              | //b.example/x           | https://api.example.com//b.example/x
          -              | /\\b.example            | /%5Cb.example
          -              | sibling                 | sibling
          api.example.com/v1/? | /new?q=           | /new?q=users?id=7&x=&id=8
          """)
  void redirected_toAPathAsLongAsTheHostStays(String from, String to, String location)
      throws Exception {
    UrlEdit edit = edit(from, to.replace("\\\\", "\\"), URL);
    assertThat(Redirection.of((UrlEdit.Changed) edit, UrlParts.of(URL)).location())
        .isEqualTo(location);
  }

  /** The path of a request is the client's to choose, and a link to it anybody's. */
  @Test
  void aPathThatLooksLikeAHost_leadsNowhereElse() throws Exception {
    String url = "https://api.example.com//evil.example/v1/x";
    for (UrlEdit edit : List.of(edit("/v1/", "/v2/", url), edit(null, "$uri&more", url))) {
      assertThat(Redirection.of((UrlEdit.Changed) edit, UrlParts.of(url)).location())
          .startsWith("https://api.example.com//evil.example/");
    }
  }

  private static UrlEdit edit(String from, String to, String url) throws MalformedPatternException {
    return UrlEdit.of(UrlEdit.compile(from, to), url);
  }
}
