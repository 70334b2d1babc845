/** What is known of keys, quota groups and providers: cool-downs, breakers, quotas, error rates. */
@NullMarked
package dev.keyway.health;

import org.jspecify.annotations.NullMarked;
