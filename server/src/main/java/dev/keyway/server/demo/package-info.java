/**
 * {@code keyway demo}: real requests through a real relay to scripted providers, and what was tried
 * and why.
 */
@NullMarked
package dev.keyway.server.demo;

import org.jspecify.annotations.NullMarked;
