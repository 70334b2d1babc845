/**
 * What a host gateway's configuration is made with, for all adapters: text out of values, the same
 * text for the same values. Templates hold the YAML and its reasons; no value gets into one but
 * through {@link dev.keyway.hostconfig.Yaml}.
 */
@NullMarked
package dev.keyway.hostconfig;

import org.jspecify.annotations.NullMarked;
