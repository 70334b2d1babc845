package dev.keyway.facts;

import static java.util.stream.Collectors.toMap;

import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes {@code docs/rule-expressions.md}. */
final class RuleExpressionsPage {

  /** An example of each variable: its name, an expression, and what that gives. */
  private static final String EXAMPLES =
      """
      req.id | req.id | '0192f3a1'
      req.method | req.method | 'POST'
      req.url | req.url | 'https://chat.example.com:8443/v1/chat/completions?trace=1&tag=a%20b&tag=c'
      req.url.authority | req.url.authority | 'chat.example.com:8443'
      req.url.host | req.url.host | 'chat.example.com'
      req.url.path | req.url.path.startsWith('/v1/') | true
      req.url.port | req.url.port | 8443
      req.url.query | req.url.query | 'trace=1&tag=a%20b&tag=c'
      req.url.query_params | req.url.query_params['tag'] | ['a b', 'c']
      req.url.raw | req.url.raw.endsWith('&tag=c') | true
      req.url.raw_path | req.url.raw_path | '/v1/chat/completions'
      req.url.scheme | req.url.scheme | 'https'
      req.url.uri | req.url.uri | '/v1/chat/completions?trace=1&tag=a%20b&tag=c'
      req.host | req.host | 'chat.example.com:8443'
      req.cookies | req.cookies.size() | 2
      req.cookies[k][i].name | req.cookies['session'][0].name | 'session'
      req.cookies[k][i].value | req.cookies['session'].map(c, c.value) | ['abc', 'def']
      req.content_encoding | 'br' in req.content_encoding | true
      req.content_length | req.content_length < 1000 | true
      req.content_type | req.content_type | 'application/json'
      req.content_type.raw | req.content_type.raw | 'Application/JSON; charset=utf-8; note="a;b"'
      req.content_type.parameters | req.content_type.parameters['charset'] | 'utf-8'
      req.headers | req.headers['x-team'] | ['blue', 'red']
      req.location | req.location | '/index.html'
      req.trailers | req.trailers.size() | 0
      req.ts.header_received | req.ts.header_received | 2026-01-02T03:04:05Z
      req.user_agent | req.user_agent.contains('Python') | true
      req.version | req.version | 'HTTP/2.0'
      conn.client_ip | conn.client_ip | '203.0.113.9'
      conn.client_port | conn.client_port | 51514
      conn.server_ip | conn.server_ip | '192.0.2.10'
      conn.server_port | conn.server_port | 8443
      client.authenticated | client.authenticated | true
      client.consumer | client.consumer | 'team-blue'
      client.username | client.username | 'ada'
      client.groups | 'dev' in client.groups | true
      client.credential | client.credential | 'key-7'
      client.claims | client.claims.plan | 'gold'
      client.metadata | client.metadata['plan'] | 'gold'
      time.now | time.now.getFullYear() | 2026
      endpoint.addr | endpoint.addr | 'chat.example.com:8443'
      endpoint.host | endpoint.host | 'chat.example.com'
      endpoint.port | endpoint.port | 8443
      endpoint.protocol | endpoint.protocol | 'https'
      endpoint.url | endpoint.url | 'https://chat.example.com:8443'
      ai.request.surface | ai.request.surface | 'chat-completions'
      ai.request.format | ai.request.format | 'openai'
      ai.request.model | ai.request.model | 'gpt-4o'
      ai.request.models | ai.request.models.size() | 0
      ai.request.stream | ai.request.stream | true
      ai.request.tools | ai.request.tools | false
      ai.request.max_tokens | ai.request.max_tokens == null | true
      ai.request.estimated_input_tokens | ai.request.estimated_input_tokens > 8000 | false
      ai.request.user | ai.request.user == null | true
      ai.request.conversation | ai.request.conversation == null | true
      vars | vars.team | 'blue'
      actions | actions.ngrok.ai_gateway.status | 'error'
      res.status_code | res.status_code >= 300 | false
      res.cookies | res.cookies.size() | 1
      res.cookies[k][i].name | res.cookies['session'][0].name | 'session'
      res.cookies[k][i].value | res.cookies['session'].map(c, c.value) | ['def', 'abc']
      res.cookies[k][i].domain | res.cookies['session'][0].domain | 'example.com'
      res.cookies[k][i].path | res.cookies['session'][0].path | '/v1'
      res.cookies[k][i].expires | res.cookies['session'][0].expires > time.now | true
      res.cookies[k][i].max_age | res.cookies['session'][0].max_age | 3600s
      res.cookies[k][i].secure | res.cookies['session'][0].secure | true
      res.cookies[k][i].http_only | res.cookies['session'][1].http_only | false
      res.cookies[k][i].same_site | res.cookies['session'][0].same_site | 'Lax'
      res.cookies[k][i].unparsed_attributes | res.cookies['session'][0].unparsed_attributes.Priority | 'High'
      res.content_encoding | res.content_encoding | []
      res.content_length | res.content_length | 12
      res.content_type | res.content_type == 'text/html' | true
      res.content_type.raw | res.content_type.raw | 'text/html; charset=utf-8'
      res.content_type.parameters | res.content_type.parameters['charset'] | 'utf-8'
      res.headers | res.headers['location'][0] | '/v1/jobs/7'
      res.location | res.location | '/v1/jobs/7'
      res.trailers | res.trailers.size() | 0
      """;

  private static final String HEAD =
      """
      <!-- Made of the code; RuleExpressionsPageTest says how to make it anew. -->
      # Expressions of rules

      What the `expressions` of a traffic policy's rules, and `${…}` in their actions, may ask. They are CEL, as in
      [expressions.md](expressions.md), with the same bounds; what is not there is null and follows the same rules.

      ## Variables

      `res` is there in `on_http_response` and `on_event_stream_message`. `ai.request` is what the body says: a rule that asks for it has the
      body read; it is null where the request is none to a model. `vars` holds what the route in the host gateway names and `set-vars` has set, `actions` what actions have left.

      `secrets.get('vault', 'name')`, or `secrets.get('name')` of the vault `default`, is a secret's value at this moment, null while it is unset. Its names
      must be written out. In an expression that reads a secret, or `vars`, which may hold one, `==`, `!=` and `in` compare texts in a time
      that does not tell where they differ; other functions (`startsWith`, `matches`) do not.

      `req.host`, and so `req.url` and `endpoint`, is what the `Host` header says. Behind a host gateway that is what the gateway sends: have it keep the client's
      (Kong's `preserve_host: true`; APISIX and Envoy keep it unless told otherwise).

      `req.url`, `req.content_type` and `res.content_type` are texts that have fields as well. `time.now` is a time; where only a text fits, as in
      `'at ' + time.now`, it is its RFC 3339 text. Where the other side is only known at run time (`vars.since < time.now`) it stays a time: write
      `string(time.now)`.

      """;

  private static final String UNSUPPORTED =
      """

      ## Variables that are not there

      Policies of other gateways use these. Here they are an error when the policy loads, never a silent null.

      | variable | why, and what to do |
      |---|---|
      """;

  private RuleExpressionsPage() {}

  /** A variable, or a field on the way from one. */
  record Row(String name, String type, String about) {}

  /** An expression and what it gives. */
  record Example(String expression, String gives) {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| variable | type | | for example |\n|---|---|---|---|\n");
    Map<String, Example> examples = examples();
    for (Row row : rows(RuleEnvironment.onResponse())) {
      Example example = Objects.requireNonNull(examples.get(row.name()), row.name());
      page.append(
          "| `%s` | %s | %s | `%s` → `%s` |\n"
              .formatted(
                  row.name(), row.type(), row.about(), example.expression(), example.gives()));
    }
    page.append(UNSUPPORTED);
    RuleEnvironment.onResponse()
        .unsupported()
        .forEach((name, reason) -> page.append("| `%s` | %s |\n".formatted(name, reason)));
    return page.append("\n").append(RuleFunctionsPart.text()).toString();
  }

  /** By the names of the variables, in the order of the page. */
  static Map<String, Example> examples() {
    return EXAMPLES
        .lines()
        .map(line -> line.split(" \\| ", -1))
        .collect(
            toMap(
                parts -> parts[0],
                parts -> new Example(parts[1], parts[2]),
                (one, other) -> {
                  throw new IllegalStateException("two examples: " + one);
                },
                LinkedHashMap::new));
  }

  /** Everything an environment's variables lead to. */
  static List<Row> rows(Environment environment) {
    List<Row> rows = new ArrayList<>();
    environment.variables().forEach((name, type) -> rows(name, type, about(name), rows));
    return rows;
  }

  private static String about(String variable) {
    return variable.equals("vars")
        ? "what the route and `set-vars` have set"
        : "what actions have left";
  }

  private static void rows(String name, ValueType type, String about, List<Row> rows) {
    switch (type) {
      case ValueType.Fact(FactType<?> fact) -> {
        if (fact.text() != null) {
          rows.add(new Row(name, "text or null, and fields", fact.text().about()));
        }
        fields(name, fact, rows);
      }
      case ValueType.MapOf(ValueType.ListOf(ValueType.Fact(FactType<?> fact))) -> {
        rows.add(new Row(name, "map to lists", about));
        fields(name + "[k][i]", fact, rows);
      }
      case ValueType.Scalar scalar -> rows.add(new Row(name, words(type), about));
      case ValueType.ListOf list -> rows.add(new Row(name, words(type), about));
      case ValueType.MapOf map -> rows.add(new Row(name, words(type), about));
    }
  }

  private static void fields(String name, FactType<?> fact, List<Row> rows) {
    fact.fields()
        .forEach(field -> rows(name + "." + field.name(), field.type(), field.about(), rows));
  }

  private static String words(ValueType type) {
    return switch (type) {
      case ValueType.Scalar scalar ->
          switch (scalar) {
            case STRING -> "text";
            case INT -> "whole number";
            case DOUBLE -> "number";
            case BOOL -> "true or false";
            case TIMESTAMP -> "time";
            case DURATION -> "span of time";
            case DYN -> "anything";
            case NULLABLE_STRING -> "text or null";
            case NULLABLE_INT -> "whole number or null";
            case NULLABLE_DOUBLE -> "number or null";
          };
      case ValueType.ListOf list -> "list of " + words(list.element());
      case ValueType.MapOf map -> "map to " + words(map.value());
      case ValueType.Fact fact -> fact.type().name();
    };
  }
}
