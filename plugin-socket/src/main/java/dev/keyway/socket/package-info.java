/** Unix sockets on which host gateways ask their adapters. */
@NullMarked
package dev.keyway.socket;

import org.jspecify.annotations.NullMarked;
