/** The policy file as records, its reader that reports every problem at once, and the registry. */
@NullMarked
package dev.keyway.policy;

import org.jspecify.annotations.NullMarked;
