@NullMarked
package dev.keyway.select;

import org.jspecify.annotations.NullMarked;
