/** Providers and models as data, and a policy's own providers merged over them. */
@NullMarked
package dev.keyway.catalogue;

import org.jspecify.annotations.NullMarked;
