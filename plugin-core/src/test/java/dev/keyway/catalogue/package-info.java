/** Tests of the catalogue. */
@NullMarked
package dev.keyway.catalogue;

import org.jspecify.annotations.NullMarked;
