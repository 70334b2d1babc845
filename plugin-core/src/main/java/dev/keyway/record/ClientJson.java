package dev.keyway.record;

import dev.keyway.request.AiRequest;
import java.io.IOException;
import java.util.Locale;

/** The part of a record that says who asked for what. */
final class ClientJson {

  private ClientJson() {}

  static void write(Json json, DecisionRecord record) throws IOException {
    DecisionRecord.Client client = record.client();
    json.startObject("client");
    json.text("method", client.method());
    json.text("path", client.path());
    ShownHeaders.write(json, "request_headers", client.headers());
    json.text("user_agent", client.headers().first("user-agent"));
    AiRequest ai = record.ai();
    if (ai != null) {
      json.text("model", ai.model());
      json.texts("models", ai.models());
      json.flag("stream", ai.stream());
    }
    json.text("api_key_hash", client.credentialHash());
    json.text("identity", client.caller().consumer());
    json.text("vouched_by", client.caller().voucher().name().toLowerCase(Locale.ROOT));
    json.text("client_ip", client.caller().clientIp());
    json.objects(
        "rejected_models",
        record.excluded(),
        exclusion -> {
          json.text("model", exclusion.model());
          json.text("reason", exclusion.reason());
        });
    json.endObject();
  }
}
