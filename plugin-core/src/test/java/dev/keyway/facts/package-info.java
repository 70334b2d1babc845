@NullMarked
package dev.keyway.facts;

import org.jspecify.annotations.NullMarked;
