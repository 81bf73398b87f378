/**
 * JeroMQ under watch: a context whose sockets notice what the library does not, namely use by a wrong thread and a change
 * of what was sent, and which cannot hang or leak when it is closed.
 */
@NullMarked
package io.github.dontwait.testkit.jeromq;

import org.jspecify.annotations.NullMarked;
