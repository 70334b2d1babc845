@NullMarked
package dev.keyway.envoy.config;

import org.jspecify.annotations.NullMarked;
