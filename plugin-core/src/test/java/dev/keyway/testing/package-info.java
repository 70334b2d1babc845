/** Fixtures that the tests of every module share: time that a test moves by hand, and the like. */
@NullMarked
package dev.keyway.testing;

import org.jspecify.annotations.NullMarked;
