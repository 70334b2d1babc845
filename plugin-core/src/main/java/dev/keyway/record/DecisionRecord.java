package dev.keyway.record;

import dev.keyway.access.Caller;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import dev.keyway.http.Headers;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.AiRequest;
import dev.keyway.route.Exclusion;
import dev.keyway.select.ModelRun;
import dev.keyway.stream.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, tried, answered, and why: one for each request. It holds no secret: keys appear
 * as their ids.
 *
 * @param id the request's id, as {@code x-keyway-id}
 * @param policy the policy's name
 * @param route the host gateway's route, or the listener's name
 * @param startedAt when the request arrived
 * @param endedAt when its answer had gone out
 * @param client what the client sent
 * @param ai what its body asked for, or null when it was not read
 * @param excluded models that were left out, with reasons
 * @param modelRuns what the strategies over models did
 * @param trials what was done for each candidate
 * @param calls where each attempt went, by its number from 1; without queries
 * @param passed the attempt whose answer the client got, or null
 * @param refusal what Keyway answered itself, or null
 * @param inputTokens tokens of the prompt as Keyway counted them, or null when it did not, or not
 *     to the end
 * @param usage tokens the provider reported
 * @param ending how the answer to the client ended
 * @param ruled what the policy's rules did
 */
public record DecisionRecord(
    String id,
    @Nullable String policy,
    String route,
    Instant startedAt,
    Instant endedAt,
    Client client,
    @Nullable AiRequest ai,
    List<Exclusion> excluded,
    List<ModelRun> modelRuns,
    List<ModelTrial> trials,
    Map<Integer, Call> calls,
    @Nullable AttemptRecord passed,
    @Nullable Refusal refusal,
    @Nullable Long inputTokens,
    Usage usage,
    Ending ending,
    Ruled ruled) {

  public DecisionRecord {
    excluded = List.copyOf(excluded);
    modelRuns = List.copyOf(modelRuns);
    trials = List.copyOf(trials);
    calls = Map.copyOf(calls);
  }

  /**
   * Whether Keyway gave the client what it asked for without calling anybody, as it does with the
   * list of models.
   */
  public boolean answeredHere() {
    return passed == null && refusal == null && ending == Ending.COMPLETE;
  }

  /**
   * What the client sent.
   *
   * @param credentialHash a keyed hash of the credential it presented, or null
   */
  public record Client(
      String method,
      String path,
      Headers headers,
      Caller caller,
      @Nullable String credentialHash) {}

  /**
   * Where an attempt went.
   *
   * @param url scheme, host, port and path
   * @param strippedParams body fields that were left out for this model
   * @param cappedParams body fields that the policy's limit of output tokens was written to
   * @param addedParams body fields that ask for what the policy needs to know
   * @param bodyOnError how the provider's answer begins where it is an error, without anything that
   *     {@linkplain Masking must not be shown}; else null
   * @param resent whether it was sent once more, because the kept connection it had gone out on
   *     turned out closed
   */
  public record Call(
      String url,
      List<String> strippedParams,
      Map<String, Long> cappedParams,
      List<String> addedParams,
      @Nullable String bodyOnError,
      boolean resent) {

    public Call {
      strippedParams = List.copyOf(strippedParams);
      cappedParams = Map.copyOf(cappedParams);
      addedParams = List.copyOf(addedParams);
    }

    /** The same with the beginning of an error body. */
    public Call failedWith(@Nullable String body) {
      return new Call(url, strippedParams, cappedParams, addedParams, body, resent);
    }

    /** The same, sent once more. */
    public Call sentAgain() {
      return new Call(url, strippedParams, cappedParams, addedParams, bodyOnError, true);
    }
  }

  /** How the answer to the client ended. */
  public enum Ending {
    /** All of it went out. */
    COMPLETE,
    /** The client left before its end. */
    CLIENT_LEFT,
    /** The provider broke off after it had begun. */
    PROVIDER_BROKE,
    /** The provider fell silent after it had begun. */
    PROVIDER_SILENT,
    /** It was ended where the policy's edit of it could not be done. */
    WITHHELD;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** As records name it. */
    public String wireName() {
      return wireName;
    }
  }
}
