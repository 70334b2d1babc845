package dev.keyway.rule;

import dev.keyway.expression.SecretLookup;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretHandle;
import dev.keyway.secret.SecretRef;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a policy's rules name. Their values are read whenever they are asked for: a
 * rotated secret is used at once.
 *
 * @param handles where each is found
 */
public record NamedSecrets(Map<SecretRef, SecretHandle> handles) implements SecretLookup {

  /** No rule names any. */
  public static final NamedSecrets NONE = new NamedSecrets(Map.of());

  public NamedSecrets {
    handles = Map.copyOf(handles);
  }

  /** All of them, for who hides them from what is shown. */
  public Collection<SecretHandle> all() {
    return handles.values();
  }

  @Override
  public @Nullable String value(String vault, String name) {
    SecretHandle handle = handles.get(new SecretRef(vault, name));
    Secret value = handle == null ? null : handle.current();
    return value == null ? null : value.reveal();
  }

  /** Prints their names only. */
  @Override
  public String toString() {
    return "NamedSecrets" + handles.keySet();
  }
}
