/**
 * Scripted peers: what a test holds to talk with a subject, and the fake server that a client talks with. They speak
 * through {@code wire}, so nothing is queued, repeated or reconnected behind the test's back. {@code Peers} is the entry;
 * it owns and closes everything.
 */
@NullMarked
package io.github.dontwait.testkit.peer;

import org.jspecify.annotations.NullMarked;
