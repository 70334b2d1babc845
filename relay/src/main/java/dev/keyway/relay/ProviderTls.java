package dev.keyway.relay;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is spoken to over TLS where not as all others are: whom it must prove to be, and
 * who calls it. Two are equal when they trust the same authorities and show the same certificate,
 * however often their files were read. It prints no key.
 */
public final class ProviderTls {

  private static final int HTTPS = 443;

  private final List<X509Certificate> authorities;
  private final List<X509Certificate> chain;
  private final @Nullable TrustManager trust;
  private final @Nullable X509KeyManager key;

  /** {@code HOST:PORT} in lower case; null: wherever its provider is. */
  private final @Nullable Set<String> places;

  private ProviderTls(
      List<X509Certificate> authorities,
      List<X509Certificate> chain,
      @Nullable TrustManager trust,
      @Nullable X509KeyManager key,
      @Nullable Set<String> places) {
    this.places = places == null ? null : Set.copyOf(places);
    this.authorities = List.copyOf(authorities);
    this.chain = List.copyOf(chain);
    this.trust = trust;
    this.key = key;
  }

  /**
   * What is said in certificates.
   *
   * @param authorities the only ones its certificate may come from; empty: the public ones
   * @param identity what this side shows, or null: nothing
   * @throws GeneralSecurityException when the platform can't use one of them
   */
  public static ProviderTls of(List<X509Certificate> authorities, @Nullable Identity identity)
      throws GeneralSecurityException {
    return new ProviderTls(
        authorities,
        identity == null ? List.of() : identity.chain(),
        authorities.isEmpty() ? null : trusting(authorities),
        identity == null ? null : showing(identity),
        null);
  }

  /**
   * The same for these places alone: whoever writes a policy can give any address the provider's
   * id, and is shown nothing there.
   *
   * @param urls where the operator says that the provider is
   */
  public ProviderTls at(Collection<URI> urls) {
    Set<String> known = new HashSet<>();
    for (URI url : urls) {
      boolean secure = "https".equalsIgnoreCase(url.getScheme());
      if (secure && url.getHost() != null) {
        String host = url.getHost().replaceAll("^\\[|]$", "");
        known.add(place(host, url.getPort() < 0 ? HTTPS : url.getPort()));
      }
    }
    return new ProviderTls(authorities, chain, trust, key, known);
  }

  boolean isFor(String host, int port) {
    return places == null || places.contains(place(host, port));
  }

  private static String place(String host, int port) {
    return host.toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** Who trusts the authorities alone, or null: the public ones are trusted. */
  @Nullable TrustManager trust() {
    return trust;
  }

  /** What shows this side's certificate, or null. */
  @Nullable X509KeyManager key() {
    return key;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProviderTls that
        && authorities.equals(that.authorities)
        && chain.equals(that.chain)
        && Objects.equals(places, that.places);
  }

  @Override
  public int hashCode() {
    return 31 * authorities.hashCode() + chain.hashCode();
  }

  @Override
  public String toString() {
    return "ProviderTls[%d authorities, %s]"
        .formatted(authorities.size(), chain.isEmpty() ? "no certificate" : "a certificate");
  }

  private static TrustManager trusting(List<X509Certificate> authorities)
      throws GeneralSecurityException {
    KeyStore store = emptyStore();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.asList(factory.getTrustManagers()).getFirst();
  }

  private static X509KeyManager showing(Identity identity) throws GeneralSecurityException {
    KeyStore store = emptyStore();
    char[] none = new char[0];
    store.setKeyEntry("client", identity.key(), none, identity.chain().toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return Arrays.stream(factory.getKeyManagers())
        .filter(X509KeyManager.class::isInstance)
        .map(X509KeyManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("the platform has no X.509 key manager"));
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException("the platform can't make an empty key store", e);
    }
  }

  /** A certificate, those that lead to its authority behind it, and its private key. */
  public static final class Identity {

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    public Identity(PrivateKey key, List<X509Certificate> chain) {
      this.key = key;
      this.chain = List.copyOf(chain);
    }

    PrivateKey key() {
      return key;
    }

    List<X509Certificate> chain() {
      return chain;
    }
  }
}
