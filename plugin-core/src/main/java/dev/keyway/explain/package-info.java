/**
 * What would become of one request, told without calling anybody: the same {@link
 * dev.keyway.Keyway} and {@link dev.keyway.Exchange} as any carrier drives, with answers that are
 * assumed.
 */
@NullMarked
package dev.keyway.explain;

import org.jspecify.annotations.NullMarked;
