/** Keyway as a filter of APISIX's own runner for Java. */
@NullMarked
package dev.keyway.apisix.filter;

import org.jspecify.annotations.NullMarked;
