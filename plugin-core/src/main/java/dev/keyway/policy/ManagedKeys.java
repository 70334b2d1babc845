package dev.keyway.policy;

import java.util.List;
import java.util.Map;

/**
 * The operator's house keys: for callers somebody vouches for, at providers of which the policy has
 * no key of its own.
 *
 * @param keys the keys of each provider by its id, in listed order; a provider with none is absent
 * @param onExhausted whether they also serve where every key of the policy is exhausted
 * @param afterClientKey whether they also serve where the client brought a credential of its own
 *     that is exhausted, or goes to another provider
 */
public record ManagedKeys(
    Map<String, List<ApiKey>> keys, boolean onExhausted, boolean afterClientKey) {

  /** The house has no keys. */
  public static final ManagedKeys NONE = new ManagedKeys(Map.of(), false, false);

  public ManagedKeys {
    keys = KeyLists.copyOf(keys);
  }
}
