/** What parts of a request cost, and the programs that load tests set beside Keyway. */
@NullMarked
package dev.keyway.bench;

import org.jspecify.annotations.NullMarked;
