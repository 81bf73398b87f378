/**
 * Misbehaviour as data: a fault is an effect at a moment. Peers and servers that commit one, and a TCP link that can be
 * put between any real client and any real server. Everything that they do is in the transcript.
 */
@NullMarked
package io.github.dontwait.testkit.fault;

import org.jspecify.annotations.NullMarked;
