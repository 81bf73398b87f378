/**
 * Scripted peers: what a test holds to talk with a subject, and the fake servers that a client talks with. They speak
 * through {@code wire}, so nothing is queued, repeated or reconnected behind the test's back; for {@code inproc}, and to
 * check with a real library, there are the same peers over JeroMQ. {@code Peers} and {@code JeromqPeers} are the entries;
 * they own and close everything.
 */
@NullMarked
package io.github.dontwait.testkit.peer;

import org.jspecify.annotations.NullMarked;
