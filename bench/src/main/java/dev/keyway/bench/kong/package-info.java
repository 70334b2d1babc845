/**
 * What an event of Kong's costs: plugins that do nothing themselves, and workers that send events.
 */
@NullMarked
package dev.keyway.bench.kong;

import org.jspecify.annotations.NullMarked;
