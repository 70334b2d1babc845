package dev.keyway.secret;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of references, remembers them, and reads them anew behind the scenes. Safe for
 * use by several threads; no thread that reads a value waits for a vault.
 *
 * <p>A vault is found by its name. The secrets of one that is not configured are looked for in the
 * vault {@code default}, under the other's name: {@link SecretStore#part}.
 *
 * <p>A handle lives as long as somebody holds it: what only a discarded policy named is not read
 * any more.
 */
public final class SecretResolver {

  private final Map<String, SecretStore> vaults;
  private final Function<String, @Nullable SecretStore> otherVaults;
  private final ConcurrentHashMap<SecretRef, WeakReference<LiveSecret>> live =
      new ConcurrentHashMap<>();

  /** What was known before the vaults were other ones: a value that stays keeps its version. */
  private final Map<SecretRef, WeakReference<LiveSecret>> before;

  /**
   * One count for all handles: a reference that is dropped and later resolved again never gets an
   * old version for another value.
   */
  private final AtomicInteger versions;

  /** Held while vaults are read again, so that an older answer never replaces a newer one. */
  private final ReentrantLock refreshing = new ReentrantLock();

  /** A resolver over these vaults by name; without a {@code default} any other is an error. */
  public SecretResolver(Map<String, SecretStore> vaults) {
    this(vaults, vault -> null);
  }

  /**
   * A resolver over these vaults by name.
   *
   * @param otherVaults the vault for a name not among them, or null: the vault {@code default} is
   *     asked, if there is one. Where a configuration names no vaults this is {@code vault ->
   *     EnvironmentStore.forVault(vault, environment)}
   */
  public SecretResolver(
      Map<String, SecretStore> vaults, Function<String, @Nullable SecretStore> otherVaults) {
    this(vaults, otherVaults, Map.of(), new AtomicInteger());
  }

  private SecretResolver(
      Map<String, SecretStore> vaults,
      Function<String, @Nullable SecretStore> otherVaults,
      Map<SecretRef, WeakReference<LiveSecret>> before,
      AtomicInteger versions) {
    this.vaults = Map.copyOf(vaults);
    this.otherVaults = otherVaults;
    this.before = before;
    this.versions = versions;
  }

  /**
   * The vaults of a configuration that names none: each lies in the environment, under its own
   * prefix.
   *
   * @param environment a variable's value by its name, or null
   */
  public static SecretResolver ofEnvironment(Function<String, @Nullable String> environment) {
    return new SecretResolver(Map.of(), vault -> EnvironmentStore.forVault(vault, environment));
  }

  /**
   * A resolver over the vaults of another one, for when a configuration changes. Handles of this
   * one stay as they are and are not read any more; a reference whose value is the same in the
   * other vaults keeps its version, so that what is known of its key is not forgotten.
   */
  public SecretResolver successor(SecretResolver other) {
    return new SecretResolver(other.vaults, other.otherVaults, Map.copyOf(live), versions);
  }

  /**
   * Why this reference can never be resolved, whatever secrets there are: its vault is unknown, or
   * can hold none of its name; null when it can.
   */
  public @Nullable String flaw(SecretRef ref) {
    SecretStore store = storeOrNull(ref);
    if (store == null) {
      return unknownVault(ref);
    }
    String flaw = store.flaw(ref.name());
    return flaw == null ? null : "secret " + ref + " " + flaw;
  }

  /** The files that the references in use are read from, for who wants to see them change. */
  public Map<SecretRef, Path> files() {
    Map<SecretRef, Path> files = new HashMap<>();
    live.forEach((ref, reference) -> {
      SecretStore store = reference.get() == null ? null : storeOrNull(ref);
      Path file = store == null ? null : store.file(ref.name());
      if (file != null) {
        files.put(ref, file);
      }
    });
    return files;
  }

  /**
   * Where the secret's value is found from now on; the first call for a reference reads the vault
   * and may block.
   *
   * @throws SecretUnavailableException when the vault is unknown, can't be read, has no such
   *     secret, or has one that can't stand in a header
   */
  public SecretHandle resolve(SecretRef ref) throws SecretUnavailableException {
    LiveSecret known = held(live.get(ref));
    return known == null ? remember(ref, read(ref)) : known;
  }

  /** Pairs among these references that fall on one environment variable; a load error each. */
  public List<SecretClash> clashes(Collection<SecretRef> refs) {
    Map<String, SecretRef> readers = new HashMap<>();
    List<SecretClash> clashes = new ArrayList<>();
    for (SecretRef ref : new LinkedHashSet<>(refs)) {
      String variable = variable(ref);
      SecretRef before = variable == null ? null : readers.putIfAbsent(variable, ref);
      if (variable != null && before != null && !before.equals(ref)) {
        clashes.add(new SecretClash(before, ref, variable));
      }
    }
    return clashes;
  }

  /**
   * Reads every reference that is still in use again; a value that can't be read stays as it was.
   * May block.
   */
  public SecretRefresh refresh() {
    return refresh(ref -> true);
  }

  /** The same for those references alone that are read from files. */
  public SecretRefresh refreshFiles() {
    return refresh(files()::containsKey);
  }

  private SecretRefresh refresh(Predicate<SecretRef> these) {
    refreshing.lock();
    try {
      live.values().removeIf(reference -> reference.get() == null);
      List<SecretRef> changed = new ArrayList<>();
      List<SecretRefresh.Failure> failures = new ArrayList<>();
      live.forEach((ref, reference) -> {
        if (these.test(ref)) {
          refresh(ref, held(reference), changed, failures);
        }
      });
      return new SecretRefresh(changed, failures);
    } finally {
      refreshing.unlock();
    }
  }

  private void refresh(
      SecretRef ref,
      @Nullable LiveSecret handle,
      List<SecretRef> changed,
      List<SecretRefresh.Failure> failures) {
    if (handle == null) {
      return;
    }
    try {
      Secret now = read(ref);
      if (!now.equals(handle.current())) {
        handle.replace(now, versions.incrementAndGet());
        changed.add(ref);
      }
    } catch (SecretUnavailableException failure) {
      failures.add(new SecretRefresh.Failure(ref, String.valueOf(failure.getMessage())));
    }
  }

  /**
   * Two threads may have read the same reference for the first time: both get the handle that came
   * first.
   */
  private LiveSecret remember(SecretRef ref, Secret value) {
    LiveSecret mine = new LiveSecret(value, version(ref, value));
    WeakReference<LiveSecret> myReference = new WeakReference<>(mine);
    while (true) {
      WeakReference<LiveSecret> kept =
          live.merge(ref, myReference, (old, fresh) -> old.get() == null ? fresh : old);
      LiveSecret handle = kept.get();
      if (handle != null) {
        return handle;
      }
    }
  }

  private int version(SecretRef ref, Secret value) {
    LiveSecret known = held(before.get(ref));
    int version = known == null ? 0 : known.version();
    return known != null && value.equals(known.current()) ? version : versions.incrementAndGet();
  }

  private Secret read(SecretRef ref) throws SecretUnavailableException {
    Secret value = readUnchecked(store(ref), ref);
    String flaw = SecretShape.flaw(value);
    if (flaw != null) {
      throw new SecretUnavailableException("secret " + named(ref) + " " + flaw);
    }
    return value;
  }

  private Secret readUnchecked(SecretStore store, SecretRef ref) throws SecretUnavailableException {
    try {
      return store
          .read(ref.name())
          .orElseThrow(() -> new SecretUnavailableException(unset(store, ref)));
    } catch (RuntimeException failure) {
      // The text of a library's exception may quote what it read.
      throw new SecretUnavailableException(
          "secret %s: its vault failed (%s)".formatted(ref, failure.getClass().getSimpleName()));
    }
  }

  private SecretStore store(SecretRef ref) throws SecretUnavailableException {
    SecretStore store = storeOrNull(ref);
    if (store == null) {
      throw new SecretUnavailableException(unknownVault(ref));
    }
    return store;
  }

  private String unset(SecretStore store, SecretRef ref) {
    String instead =
        isInDefault(ref) ? "; there is no vault " + ref.vault() + ", so default was asked" : "";
    return "secret " + named(ref) + " " + store.absence(ref.name()) + instead;
  }

  private String unknownVault(SecretRef ref) {
    return "secret %s: there is no vault %s; configured are: %s"
        .formatted(ref, ref.vault(), String.join(", ", new TreeSet<>(vaults.keySet())));
  }

  private @Nullable SecretStore storeOrNull(SecretRef ref) {
    SecretStore named = vaults.get(ref.vault());
    SecretStore found = named == null ? otherVaults.apply(ref.vault()) : named;
    SecretStore byDefault = found == null ? vaults.get(SecretRef.DEFAULT_VAULT) : null;
    return byDefault == null ? found : byDefault.part(ref.vault());
  }

  private boolean isInDefault(SecretRef ref) {
    return !vaults.containsKey(ref.vault()) && otherVaults.apply(ref.vault()) == null;
  }

  private @Nullable String variable(SecretRef ref) {
    SecretStore store = storeOrNull(ref);
    return store == null ? null : store.variable(ref.name());
  }

  private String named(SecretRef ref) {
    SecretStore store = storeOrNull(ref);
    String place = store == null ? null : store.place(ref.name());
    return place == null ? ref.toString() : "%s (%s)".formatted(ref, place);
  }

  @Override
  public String toString() {
    return "SecretResolver" + new TreeSet<>(vaults.keySet());
  }

  private static @Nullable LiveSecret held(@Nullable WeakReference<LiveSecret> reference) {
    return reference == null ? null : reference.get();
  }
}
