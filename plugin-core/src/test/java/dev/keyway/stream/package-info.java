/** Tests of watching streams. */
@NullMarked
package dev.keyway.stream;

import org.jspecify.annotations.NullMarked;
