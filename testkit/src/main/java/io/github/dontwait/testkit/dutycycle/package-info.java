/**
 * Drives an actor without a thread: one turn at a time on the caller's thread, with a clock that moves when it is told to,
 * and a detector that sees a turn wait. Depends on the JDK alone; an actor of any kind is plugged in by a method reference.
 */
@NullMarked
package io.github.dontwait.testkit.dutycycle;

import org.jspecify.annotations.NullMarked;
