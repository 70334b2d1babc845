/** Who calls: callers, access keys, the signed context, admission. */
@NullMarked
package dev.keyway.access;

import org.jspecify.annotations.NullMarked;
