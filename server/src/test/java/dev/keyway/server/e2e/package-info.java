/**
 * The packaged program as its users run it: {@code ./keyway} in a process of its own, between real
 * clients and scripted providers. Maven runs these in {@code integration-test}, after packaging.
 */
@NullMarked
package dev.keyway.server.e2e;

import org.jspecify.annotations.NullMarked;
