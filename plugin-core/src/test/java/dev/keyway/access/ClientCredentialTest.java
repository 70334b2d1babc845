package dev.keyway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller.Voucher;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.secret.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCredentialTest {

  private static final String KW = "kw-00000000-00000000000000000000000000000000000000";

  /**
   * What a caller of each voucher may pass on of these headers; {@code -} is nothing, {@code ?}
   * unclear.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "authorization=Bearer sk-1                       | sk-1 | -    | sk-1",
        "authorization=bearer   sk-1                     | sk-1 | -    | sk-1",
        "x-api-key=sk-1                                  | sk-1 | -    | sk-1",
        "api-key=sk-1                                    | sk-1 | -    | sk-1",
        "x-goog-api-key=sk-1                             | sk-1 | -    | sk-1",
        "x-provider-key=sk-1                             | sk-1 | sk-1 | sk-1",
        "x-provider-key=Bearer sk-1                      | sk-1 | sk-1 | sk-1",
        "x-provider-key=sk-1;authorization=Bearer sk-2   | sk-1 | sk-1 | sk-1",
        "authorization=Bearer KW;x-provider-key=sk-1     | sk-1 | sk-1 | sk-1",
        "authorization=Bearer KW;x-api-key=sk-1          | sk-1 | -    | sk-1",
        "authorization=Bearer KW                         | -    | -    | -",
        "x-api-key=KW                                    | -    | -    | -",
        "api-key=KW                                      | -    | -    | -",
        "x-provider-key=KW                               | -    | -    | -",
        "x-provider-key=KW;authorization=Bearer sk-1     | -    | -    | -",
        "authorization=Bearer sk-1;x-api-key=sk-1        | sk-1 | -    | sk-1",
        "authorization=Bearer sk-1;x-api-key=sk-2        | ?    | -    | ?",
        "x-api-key=sk-1;api-key=sk-2                     | ?    | -    | ?",
        "authorization=Bearer sk-1, Bearer sk-2          | ?    | -    | ?",
        "x-provider-key=sk-1,sk-2                        | ?    | ?    | ?",
        "authorization=Basic dXNlcjpwYXNz                | -    | -    | -",
        "authorization=Basic dXNlcjpwYXNz;x-api-key=sk-1 | sk-1 | -    | sk-1",
        "authorization=Bearer                            | -    | -    | -",
        "x-api-key=                                      | -    | -    | -",
        "apikey=host-key                                 | -    | -    | -",
        "cookie=jwt=abc                                  | -    | -    | -",
      })
  void credential_depends_on_who_vouches(
      String headers, String nobody, String host, String accessKey) {
    assertThat(shown(headers, Voucher.NOBODY)).isEqualTo(nobody);
    assertThat(shown(headers, Voucher.HOST)).isEqualTo(host);
    assertThat(shown(headers, Voucher.ACCESS_KEY)).isEqualTo(accessKey);
  }

  /** The same where the headers are a provider's own: {@code x-corp-key} is, the others are not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-corp-key     | x-corp-key=sk-1                    | sk-1 | -",
        "X-Corp-Key     | x-corp-key=Bearer sk-1             | sk-1 | -",
        "x-corp-key     | x-corp-key=sk-1;x-corp-key=sk-1    | ?    | -",
        "x-corp-key     | x-corp-key=sk-1, sk-2              | ?    | -",
        "x-corp-key     | x-corp-key=KW                      | -    | -",
        "x-corp-key     | x-corp-key=                        | -    | -",
        "x-corp-key     | authorization=Bearer sk-1          | -    | -",
        "x-api-key      | x-api-key=sk-1                     | -    | -",
        "X-Provider-Key | x-provider-key=sk-1                | -    | -",
      })
  void credential_in_a_providers_own_header(
      String own, String headers, String nobody, String host) {
    assertThat(shown(OwnCredential.inHeader(head(headers), caller(Voucher.NOBODY), own)))
        .isEqualTo(nobody);
    assertThat(shown(OwnCredential.inHeader(head(headers), caller(Voucher.HOST), own)))
        .isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "tok=sk-1&a=1, sk-1",
    "a=1&T%6Fk=sk%2D1, sk-1",
    "tok=sk-1&TOK=sk-2, ?",
    "tok=, -",
    "tok, -",
    "a=tok, -",
    "tok=%zz, %zz",
  })
  void credential_in_a_providers_own_parameter(String query, String expected) {
    assertThat(shown(OwnCredential.inQuery(query, caller(Voucher.NOBODY), "tok")))
        .isEqualTo(expected);
    assertThat(shown(OwnCredential.inQuery(query, caller(Voucher.HOST), "tok"))).isEqualTo("-");
  }

  @Test
  void unclear_credential_is_refused_with_the_headers_in_question() {
    var unclear = new ClientCredential.Unclear(List.of("authorization", "x-api-key"));

    assertThat(unclear.secret()).isNull();
    assertThat(unclear.refusal().code()).isEqualTo(ErrorCode.NO_API_KEY);
    assertThat(unclear.refusal().message())
        .isEqualTo(
            "It is not clear which provider key to use from authorization, x-api-key: send exactly"
                + " one, in x-provider-key.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "x-api-key",
        "api-key",
        "x-goog-api-key",
        "apikey",
        "x-provider-key",
        "cookie",
        "proxy-authorization",
        "x-keyway-context",
        "x-keyway-anything",
        "x-consumer-id",
        "x-consumer-custom-id",
        "x-credential-identifier",
        "x-anonymous-consumer",
        "x-authenticated-userid",
        "x-access-token",
        "x-id-token",
        "x-userinfo",
      })
  void private_headers_stay_here(String name) {
    assertThat(PrivateHeaders.staysHere(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept",
        "content-type",
        "openai-organization",
        "anthropic-version",
        "x-stainless-lang"
      })
  void other_headers_may_go_on(String name) {
    assertThat(PrivateHeaders.staysHere(name)).isFalse();
  }

  private static String shown(String headers, Voucher voucher) {
    return shown(Credentials.in(head(headers)).forProvider(caller(voucher)));
  }

  private static Headers head(String headers) {
    Headers.Builder head = Headers.builder();
    for (String header : headers.split(";", -1)) {
      String[] parts = header.replace("KW", KW).split("=", 2);
      head.add(parts[0], parts[1]);
    }
    return head.build();
  }

  private static Caller caller(Voucher voucher) {
    return new Caller(voucher, "c", null, List.of(), null, Map.of(), null, null, null);
  }

  private static String shown(ClientCredential credential) {
    return switch (credential) {
      case ClientCredential.None none -> "-";
      case ClientCredential.Found(Secret secret) -> secret.reveal();
      case ClientCredential.Unclear unclear -> "?";
    };
  }
}
