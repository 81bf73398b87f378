/**
 * What threads are doing, in words: where each one sits, for what it waits, and who called it. For whoever finds a test
 * hanging. Knows the JDK and the names of JeroMQ's methods, not JeroMQ itself.
 */
@NullMarked
package io.github.dontwait.testkit.thread;

import org.jspecify.annotations.NullMarked;
