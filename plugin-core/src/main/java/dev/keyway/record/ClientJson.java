package dev.keyway.record;

import dev.keyway.request.AiRequest;

/** The part of a record that says who asked for what. */
final class ClientJson {

  private ClientJson() {}

  static void write(Json json, DecisionRecord record) {
    DecisionRecord.Client client = record.client();
    json.startObject(Field.CLIENT);
    json.text(Field.METHOD, client.method());
    json.text(Field.PATH, client.path());
    ShownHeaders.write(json, Field.REQUEST_HEADERS, client.headers());
    json.text(Field.USER_AGENT, client.headers().first("user-agent"));
    AiRequest ai = record.ai();
    if (ai != null) {
      json.text(Field.MODEL, ai.model());
      json.texts(Field.MODELS, ai.models());
      json.flag(Field.STREAM, ai.stream());
    }
    json.text(Field.API_KEY_HASH, client.credentialHash());
    json.text(Field.IDENTITY, client.caller().consumer());
    json.text(Field.VOUCHED_BY, client.caller().voucher().wireName());
    json.text(Field.CLIENT_IP, client.caller().clientIp());
    json.objects(
        Field.REJECTED_MODELS,
        record.excluded(),
        exclusion -> {
          json.text(Field.MODEL, exclusion.model());
          json.text(Field.REASON, exclusion.reason());
        });
    json.endObject();
  }
}
