/** What a recording of the JDK's says about where a JVM's processor time goes. */
@NullMarked
package dev.keyway.bench.profile;

import org.jspecify.annotations.NullMarked;
