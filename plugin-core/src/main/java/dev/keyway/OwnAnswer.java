package dev.keyway;

import dev.keyway.http.Answer;
import dev.keyway.http.ByteSlice;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.RefusalResponse;
import dev.keyway.rule.ResponsePlan;
import dev.keyway.rule.ResponseRules;
import java.util.Arrays;

/** What Keyway answers itself, after the rules for answers have had their say. */
final class OwnAnswer {

  private OwnAnswer() {}

  static Answer ruled(ResponseRules rules, Answer own, Dialect dialect) {
    if (rules.equals(ResponseRules.NONE)) {
      return own;
    }
    return switch (rules.allowed(own.status(), own.headers())) {
      case ResponsePlan.Replaced other -> other.answer();
      case ResponsePlan.Refused refused -> refused(refused.refusal(), own, dialect);
      case ResponsePlan.GoesOn goes -> {
        ByteSlice body = goes.edit().edited(ByteSlice.of(own.body()));
        yield body == null
            ? refused(uneditable(), own, dialect)
            : new Answer(goes.status(), goes.headers(), array(body));
      }
    };
  }

  private static Answer refused(Refusal refusal, Answer own, Dialect dialect) {
    Answer answer = RefusalResponse.of(refusal, dialect);
    String id = own.headers().first("x-keyway-id");
    return id == null ? answer : answer.with("x-keyway-id", id);
  }

  private static byte[] array(ByteSlice slice) {
    return Arrays.copyOfRange(slice.bytes(), slice.offset(), slice.offset() + slice.length());
  }

  private static Refusal uneditable() {
    return Refusal.of(
        ErrorCode.ANSWER_WITHHELD,
        "the policy edits this gateway's answer, and that could not be done, so it is withheld");
  }
}
