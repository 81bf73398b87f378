/**
 * Actors in containers, on Testcontainers 2: started, awaited, stopped, killed, frozen, cut from the network. Testcontainers
 * is an optional dependency of the kit; whoever uses this package adds it.
 */
@NullMarked
package io.github.dontwait.testkit.container;

import org.jspecify.annotations.NullMarked;
