@NullMarked
package dev.keyway.apisix.config;

import org.jspecify.annotations.NullMarked;
