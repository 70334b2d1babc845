package dev.keyway.access;

import dev.keyway.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The gateway's own client keys at one moment; a change makes another snapshot. Holds no key, only
 * keyed hashes of them. Verifying takes a look-up and one HMAC (about a microsecond), and the same
 * for an id that is known as for one that is not. Why a fast hash is right here: RATIONALE.md,
 * "Access keys are hashed fast".
 */
public final class AccessKeys {

  static final int PEPPER_BYTES = 32;

  /** No key at all. */
  public static final AccessKeys NONE = new AccessKeys(new byte[PEPPER_BYTES], Map.of());

  /** What an unknown id is compared with. No hash is known to be all zeros. */
  private static final byte[] NO_HASH = new byte[Hmac.BYTES];

  private final byte[] pepper;
  private final Hmac hasher;
  private final Map<String, Stored> byId;

  private AccessKeys(byte[] pepper, Map<String, Stored> byId) {
    this.pepper = pepper;
    this.hasher = new Hmac(pepper);
    this.byId = byId;
  }

  /** No key, and a new pepper for those to come. */
  public static AccessKeys empty(RandomGenerator secureRandom) {
    byte[] pepper = new byte[PEPPER_BYTES];
    secureRandom.nextBytes(pepper);
    return new AccessKeys(pepper, Map.of());
  }

  static AccessKeys of(byte[] pepper, Collection<Stored> stored) {
    Map<String, Stored> byId = new LinkedHashMap<>();
    stored.forEach(one -> byId.put(one.key().id(), one));
    return new AccessKeys(pepper.clone(), byId);
  }

  /** All keys, in the order they were created. */
  public List<AccessKey> list() {
    return byId.values().stream().map(Stored::key).toList();
  }

  /** What this text, which a client presented, is worth now. */
  public AccessKeyVerdict verify(String presented, Instant now) {
    if (!AccessKeyText.wellFormed(presented)) {
      return new AccessKeyVerdict.Malformed();
    }
    Stored found = byId.get(AccessKeyText.id(presented));
    boolean same = MessageDigest.isEqual(hash(presented), found == null ? NO_HASH : found.hash());
    return found == null || !same ? new AccessKeyVerdict.Unknown() : standing(found.key(), now);
  }

  private static AccessKeyVerdict standing(AccessKey key, Instant now) {
    if (key.revoked() != null) {
      return new AccessKeyVerdict.Revoked();
    }
    Instant expires = key.expires();
    return expires == null || now.isBefore(expires)
        ? new AccessKeyVerdict.Valid(key)
        : new AccessKeyVerdict.Expired(expires);
  }

  /**
   * These keys and a new one.
   *
   * @throws IllegalArgumentException when the wish can't be granted; the message says why
   */
  public Creation create(AccessKeyWish wish, Instant now, RandomGenerator secureRandom) {
    AccessKey key = wish.granted(unusedId(secureRandom), now);
    String flaw = key.flaw();
    if (flaw != null) {
      throw new IllegalArgumentException("access key " + key.name() + ": " + flaw);
    }
    String text = AccessKeyText.of(key.id(), secureRandom);
    return new Creation(with(new Stored(key, hash(text))), key, Secret.of(text));
  }

  /**
   * These keys with one of them revoked. A revoked key stays listed.
   *
   * @param idOrName a key's id, or a name that one key in force bears
   */
  public Revocation revoke(String idOrName, Instant now) {
    Stored named = byId.get(idOrName);
    List<AccessKey> meant = named == null ? inForce(idOrName) : List.of(named.key());
    if (meant.size() > 1) {
      return new Revocation.Several(meant);
    }
    return meant.isEmpty() ? new Revocation.NoSuchKey() : revoke(meant.get(0), now);
  }

  private Revocation revoke(AccessKey key, Instant now) {
    if (key.revoked() != null) {
      return new Revocation.Already(key);
    }
    AccessKey revoked = key.revokedAt(now);
    byte[] hash = stored(key.id()).hash();
    return new Revocation.Revoked(with(new Stored(revoked, hash)), revoked);
  }

  private Stored stored(String id) {
    return Objects.requireNonNull(byId.get(id));
  }

  private List<AccessKey> inForce(String name) {
    return list().stream().filter(key -> key.name().equals(name) && key.revoked() == null).toList();
  }

  private AccessKeys with(Stored one) {
    Map<String, Stored> changed = new LinkedHashMap<>(byId);
    changed.put(one.key().id(), one);
    return new AccessKeys(pepper, changed);
  }

  private String unusedId(RandomGenerator secureRandom) {
    String id = AccessKeyText.newId(secureRandom);
    while (byId.containsKey(id)) {
      id = AccessKeyText.newId(secureRandom);
    }
    return id;
  }

  private byte[] hash(String text) {
    return hasher.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] pepper() {
    return pepper.clone();
  }

  Collection<Stored> stored() {
    return byId.values();
  }

  @Override
  public String toString() {
    return "AccessKeys(" + byId.size() + ")";
  }

  /** A key and the hash of its text. */
  record Stored(AccessKey key, byte[] hash) {

    @Override
    public String toString() {
      return "Stored(" + key.id() + ")";
    }
  }

  /**
   * A key just made.
   *
   * @param keys all keys now
   * @param key the new one
   * @param text what the client is to send; it is nowhere else, and can't be shown again
   */
  public record Creation(AccessKeys keys, AccessKey key, Secret text) {}

  /** What came of revoking a key. */
  public sealed interface Revocation {

    /** It is revoked from now on. */
    record Revoked(AccessKeys keys, AccessKey key) implements Revocation {}

    /** It was revoked before. */
    record Already(AccessKey key) implements Revocation {}

    /** Several keys bear this name: one must be named by its id. */
    record Several(List<AccessKey> keys) implements Revocation {}

    /** No key has this id, and no key in force this name. */
    record NoSuchKey() implements Revocation {}
  }
}
