package dev.keyway.server.command;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.envoy.config.EnvoySetup;
import dev.keyway.envoy.config.EnvoySetup.Direct;
import dev.keyway.envoy.config.Form;
import dev.keyway.envoy.config.RoutedPolicy;
import dev.keyway.envoy.config.Unfit;
import dev.keyway.envoy.config.Upstreams;
import dev.keyway.policy.Policy;
import dev.keyway.server.config.PolicyFile;
import java.util.List;

/** What Envoy's configuration is made of: policies, and where everybody is. */
final class EnvoyInputs {

  private final EnvoyConfigOptions options;
  private final HostPolicies read;

  /**
   * Of these policies.
   *
   * @param read notes what is wrong
   */
  EnvoyInputs(EnvoyConfigOptions options, HostPolicies read) {
    this.options = options;
    this.read = read;
  }

  /** The setup; good for nothing unless what was read is still good. */
  EnvoySetup setup() {
    EnvoyPlaces places = new EnvoyPlaces(options, read.config());
    List<Policy> all = read.all();
    EnvoySetup.Doors doors = places.doors(all.stream().map(Policy::name).toList());
    places.checkWayToProviders();
    places.problems().forEach(read::noteOfConfig);
    Upstreams upstreams = upstreams(all);
    read.policies().forEach((file, policy) -> checkFit(file, policy, upstreams));
    return new EnvoySetup(
        options.form(),
        options.shape(),
        doors,
        options.trust(),
        RoutedPolicy.all(all),
        new Direct(
            options.form() == Form.NATIVE && read.good() ? upstreams.of(all) : List.of(),
            places.requestBodyBytes(),
            options.usage()));
  }

  private Upstreams upstreams(List<Policy> all) {
    List<Catalogue> catalogues = all.stream().flatMap(Policy::catalogues).toList();
    EnvoyProviders providers = EnvoyProviders.of(read.config(), options.providerUrls(), catalogues);
    providers.problems().forEach(read::noteOfConfig);
    return providers.upstreams();
  }

  private void checkFit(PolicyFile file, Policy policy, Upstreams upstreams) {
    read.note(file.path(), Unfit.name(policy, options.shape()));
    if (options.form() == Form.NATIVE) {
      read.note(file.path(), Unfit.forNative(policy, upstreams));
    }
    if (options.form() == Form.TOKEN && read.policies().size() > 1) {
      read.error(
          file.path(),
          "",
          "an entry listener serves one policy, and here are %d; make a configuration for each, or use --form relay"
              .formatted(read.policies().size()));
    }
  }
}
