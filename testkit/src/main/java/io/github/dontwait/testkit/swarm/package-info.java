/**
 * Thousands of ZMTP clients on a few threads. Depends on the JDK, message, transcript and wire; needs no ZeroMQ library.
 */
@NullMarked
package io.github.dontwait.testkit.swarm;

import org.jspecify.annotations.NullMarked;
