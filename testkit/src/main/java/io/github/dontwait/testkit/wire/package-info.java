/**
 * ZMTP 3.0 and 3.1 by hand: greetings, commands, frames, and a TCP connection that sends nothing until it is told to.
 * The mechanisms NULL, PLAIN and CURVE, as client and as
 * server, each step by hand or all at once. Any octet can be wrong on purpose. Every wait has a deadline, for writes as for reads. Knows no ZeroMQ library.
 */
@NullMarked
package io.github.dontwait.testkit.wire;

import org.jspecify.annotations.NullMarked;
