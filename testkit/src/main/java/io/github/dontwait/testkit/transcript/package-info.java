/**
 * What happened, in order: events with their time, the transcript that keeps them, and the error that tells what was
 * expected and what came instead. Knows messages, and neither sockets nor peers.
 */
@NullMarked
package io.github.dontwait.testkit.transcript;

import org.jspecify.annotations.NullMarked;
