/**
 * Assertions in the words of ZeroMQ, on top of AssertJ: messages, routing, transcripts, turns, responsiveness, shutdown.
 * {@link io.github.dontwait.testkit.assertion.DontwaitAssertions} is the one static import. Knows no peer and no socket.
 */
@NullMarked
package io.github.dontwait.testkit.assertion;

import org.jspecify.annotations.NullMarked;
