package dev.keyway.secret.sealed;

import dev.keyway.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An opened vault. It never changes: what changes it gives another one, which {@link
 * SealedVaultFile} writes. Values stay encrypted until one is asked for.
 */
public final class SealedVault {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final VaultHeader header;
  private final DataKey key;
  private final SortedMap<String, SealedEntry> entries;

  private SealedVault(VaultHeader header, DataKey key, SortedMap<String, SealedEntry> entries) {
    this.header = header;
    this.key = key;
    this.entries = entries;
  }

  /** A new vault. */
  static SealedVault empty(Passphrase passphrase, Argon2Cost cost) throws UnfitVaultException {
    DataKey key = DataKey.random(RANDOM);
    byte[] id = VaultHeader.random(VaultHeader.ID_BYTES, RANDOM);
    return new SealedVault(
        VaultHeader.wrapping(key, id, passphrase, cost, RANDOM), key, new TreeMap<>());
  }

  /**
   * Opens one with its key. Every entry is decrypted once, so that what opens is whole.
   *
   * @throws UnfitVaultException when something of it is not as this key's owner wrote it
   */
  static SealedVault opened(VaultBytes bytes, DataKey key) throws UnfitVaultException {
    if (!key.hasSealed(bytes.whole(), bytes.seal())) {
      throw new UnfitVaultException(VaultBytes.ALTERED);
    }
    SortedMap<String, SealedEntry> entries = new TreeMap<>();
    for (SealedEntry entry : bytes.entries()) {
      SealedEntry.Opened opened = entry.open(bytes.header(), key);
      Arrays.fill(opened.value(), (byte) 0);
      if (entries.put(opened.name(), entry) != null) {
        throw new UnfitVaultException(VaultBytes.ALTERED);
      }
    }
    return new SealedVault(bytes.header(), key, entries);
  }

  /** Its secrets by name, without their values. */
  public List<SealedSecret> list() {
    List<SealedSecret> secrets = new ArrayList<>();
    entries.forEach((name, entry) -> secrets.add(shown(name, entry)));
    return secrets;
  }

  /** What may be shown of a secret, or empty when there is none of this name. */
  public Optional<SealedSecret> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(entry -> shown(name, entry));
  }

  /** The value of a secret, or empty when there is none of this name. */
  public Optional<Secret> value(String name) {
    return Optional.ofNullable(entries.get(name)).map(this::secret);
  }

  /** The names of its secrets, in order. */
  public Collection<String> names() {
    return List.copyOf(entries.keySet());
  }

  /**
   * With this value for the name, as its next version; the vault itself when that is its value
   * already.
   *
   * @throws IllegalArgumentException when no secret can bear the name
   */
  public SealedVault with(String name, Secret value, Instant now) {
    String flaw = SecretName.flaw(name);
    if (flaw != null) {
      throw new IllegalArgumentException(name + " " + flaw);
    }
    SealedEntry before = entries.get(name);
    if (before != null && secret(before).equals(value)) {
      return this;
    }
    int version = before == null ? 1 : before.version() + 1;
    return with(name, value, version, now.getEpochSecond());
  }

  private SealedVault with(String name, Secret value, int version, long changedSeconds) {
    SortedMap<String, SealedEntry> more = new TreeMap<>(entries);
    more.put(name, SealedEntry.of(header, key, name, value, version, changedSeconds, RANDOM));
    return new SealedVault(header, key, more);
  }

  /** Without the secret of this name; the vault itself when there is none. */
  public SealedVault without(String name) {
    if (!entries.containsKey(name)) {
      return this;
    }
    SortedMap<String, SealedEntry> fewer = new TreeMap<>(entries);
    fewer.remove(name);
    return new SealedVault(header, key, fewer);
  }

  /** With all secrets of another vault, as they are there. */
  public SealedVault withAllOf(SealedVault other) {
    SealedVault filled = this;
    for (var entry : other.entries.entrySet()) {
      SealedEntry as = entry.getValue();
      filled = filled.with(entry.getKey(), other.secret(as), as.version(), as.changedSeconds());
    }
    return filled;
  }

  /** What a guess at its passphrase costs: {@code Argon2id, 64 MiB, 3 passes}. */
  public String guessing() {
    Argon2Cost cost = header.cost();
    return "Argon2id, %d MiB, %d passes".formatted(cost.memoryMib(), cost.passes());
  }

  /** The same vault under another passphrase. Its entries stay as they are, and so does its key. */
  SealedVault rewrapped(Passphrase passphrase, Argon2Cost cost) throws UnfitVaultException {
    return new SealedVault(
        VaultHeader.wrapping(key, header.vaultId(), passphrase, cost, RANDOM), key, entries);
  }

  byte[] bytes() {
    return VaultBytes.write(header, entries.values(), key);
  }

  DataKey key() {
    return key;
  }

  VaultHeader header() {
    return header;
  }

  private SealedSecret shown(String name, SealedEntry entry) {
    byte[] value = opened(entry);
    String fingerprint = key.fingerprint(value);
    Arrays.fill(value, (byte) 0);
    return new SealedSecret(
        name, entry.version(), Instant.ofEpochSecond(entry.changedSeconds()), fingerprint);
  }

  private Secret secret(SealedEntry entry) {
    byte[] value = opened(entry);
    Secret secret = Secret.of(new String(value, StandardCharsets.UTF_8));
    Arrays.fill(value, (byte) 0);
    return secret;
  }

  private byte[] opened(SealedEntry entry) {
    try {
      return entry.open(header, key).value();
    } catch (UnfitVaultException e) {
      throw new IllegalStateException("it was opened before");
    }
  }

  @Override
  public String toString() {
    return "SealedVault" + entries.keySet();
  }
}
