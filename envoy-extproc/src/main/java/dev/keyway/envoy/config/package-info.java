/**
 * Envoy's configuration, made from policies and the daemon's settings: text out of values, the same
 * text for the same values. The templates beside these classes hold the YAML and its reasons; no
 * value gets into one but through {@link dev.keyway.hostconfig.Yaml}.
 */
@NullMarked
package dev.keyway.envoy.config;

import org.jspecify.annotations.NullMarked;
