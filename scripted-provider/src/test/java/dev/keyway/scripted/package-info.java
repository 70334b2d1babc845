/** Each answer is held to what it does on the wire. */
@NullMarked
package dev.keyway.scripted;

import org.jspecify.annotations.NullMarked;
