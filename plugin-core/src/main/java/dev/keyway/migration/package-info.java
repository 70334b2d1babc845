/** What becomes of a policy file that was written for another gateway, for those who move it. */
@NullMarked
package dev.keyway.migration;

import org.jspecify.annotations.NullMarked;
