/** Where decision records go, off the event loops. */
@NullMarked
package dev.keyway.server.records;

import org.jspecify.annotations.NullMarked;
