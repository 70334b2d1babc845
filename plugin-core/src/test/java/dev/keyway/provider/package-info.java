/** Tests of preparing attempts. */
@NullMarked
package dev.keyway.provider;

import org.jspecify.annotations.NullMarked;
