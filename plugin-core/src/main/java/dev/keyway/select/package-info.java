/** Which key of a provider is tried first: strategies over live facts. */
@NullMarked
package dev.keyway.select;

import org.jspecify.annotations.NullMarked;
