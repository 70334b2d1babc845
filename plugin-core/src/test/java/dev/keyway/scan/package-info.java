@NullMarked
package dev.keyway.scan;

import org.jspecify.annotations.NullMarked;
