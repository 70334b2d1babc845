/**
 * Keyway at Envoy: the external-processing service that Envoy's {@code ext_proc} filters ask.
 *
 * <p>The protocol: {@code envoy/service/ext_proc/v3/external_processor.proto} of Envoy 1.40.
 */
@NullMarked
package dev.keyway.envoy;

import org.jspecify.annotations.NullMarked;
