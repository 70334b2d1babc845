@NullMarked
package dev.keyway.token;

import org.jspecify.annotations.NullMarked;
