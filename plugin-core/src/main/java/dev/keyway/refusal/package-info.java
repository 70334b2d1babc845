/** Why Keyway itself answers a request, as a value: one code, one status, one message. */
@NullMarked
package dev.keyway.refusal;

import org.jspecify.annotations.NullMarked;
