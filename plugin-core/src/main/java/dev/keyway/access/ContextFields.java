package dev.keyway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.access.Caller.Voucher;
import dev.keyway.access.FieldReader.BadFieldException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The order of a context's fields, said once for writing and once for reading, side by side. */
final class ContextFields {

  /** Keys in order, so that equal contexts have equal bytes. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

  private static final List<Voucher> VOUCHERS =
      List.of(Voucher.NOBODY, Voucher.HOST, Voucher.ACCESS_KEY);

  private static final int NAMED = 0;
  private static final int DIGESTED = 1;

  private ContextFields() {}

  static void write(HostContext context, FieldWriter fields) {
    fields.number(context.issuedAt().toEpochMilli());
    fields.text(context.routeId()).text(context.prefix());
    writeVars(context.vars(), fields);
    writePolicy(context.policy(), fields);
    Caller caller = context.caller();
    fields.octet(VOUCHERS.indexOf(caller.voucher()));
    fields.text(caller.consumer()).text(caller.username()).texts(caller.groups());
    fields.text(caller.credentialId()).text(claims(caller)).text(caller.clientIp());
    fields.texts(caller.providers()).texts(caller.models());
  }

  static HostContext read(FieldReader fields) throws BadFieldException {
    Instant issuedAt = Instant.ofEpochMilli(fields.number());
    String routeId = fields.text();
    String prefix = fields.presentText();
    Map<String, String> vars = readVars(fields);
    PolicyRef policy = readPolicy(fields);
    Caller caller = readCaller(fields);
    fields.end();
    return new HostContext(caller, routeId, prefix, vars, policy, issuedAt);
  }

  private static Caller readCaller(FieldReader fields) throws BadFieldException {
    return new Caller(
        voucher(fields.octet()),
        fields.text(),
        fields.text(),
        Objects.requireNonNullElse(fields.texts(), List.of()),
        fields.text(),
        claims(fields.presentText()),
        fields.text(),
        fields.texts(),
        fields.texts());
  }

  /** Names and values by turns, names in order. */
  private static void writeVars(Map<String, String> vars, FieldWriter fields) {
    if (vars.isEmpty()) {
      fields.texts(List.of());
      return;
    }
    List<String> texts = new ArrayList<>(2 * vars.size());
    new TreeMap<>(vars)
        .forEach((name, value) -> {
          texts.add(name);
          texts.add(value);
        });
    fields.texts(texts);
  }

  private static Map<String, String> readVars(FieldReader fields) throws BadFieldException {
    List<String> texts = Objects.requireNonNullElse(fields.texts(), List.of());
    if (texts.size() % 2 != 0) {
      throw new BadFieldException();
    }
    Map<String, String> vars = new HashMap<>();
    for (int i = 0; i < texts.size(); i += 2) {
      vars.put(texts.get(i), texts.get(i + 1));
    }
    return vars;
  }

  private static void writePolicy(PolicyRef policy, FieldWriter fields) {
    switch (policy) {
      case PolicyRef.Named(String name) -> fields.octet(NAMED).text(name);
      case PolicyRef.Digested(String digest) -> fields.octet(DIGESTED).text(digest);
    }
  }

  private static PolicyRef readPolicy(FieldReader fields) throws BadFieldException {
    return switch (fields.octet()) {
      case NAMED -> new PolicyRef.Named(fields.presentText());
      case DIGESTED -> new PolicyRef.Digested(fields.presentText());
      default -> throw new BadFieldException();
    };
  }

  private static Voucher voucher(int index) throws BadFieldException {
    if (index >= VOUCHERS.size()) {
      throw new BadFieldException();
    }
    return VOUCHERS.get(index);
  }

  private static String claims(Caller caller) {
    try {
      return JSON.writeValueAsString(caller.claims());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("claims hold only what JSON has", e);
    }
  }

  private static Map<String, Object> claims(String json) throws BadFieldException {
    try {
      return Objects.requireNonNullElse(JSON.readValue(json, CLAIMS), Map.of());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadFieldException();
    }
  }
}
