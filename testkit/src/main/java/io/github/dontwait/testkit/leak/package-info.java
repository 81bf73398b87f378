/**
 * What code leaves behind: threads, descriptors, and whatever was opened through the kit and not closed. {@code
 * LeakCheck} is the entry; it needs no test framework.
 */
@NullMarked
package io.github.dontwait.testkit.leak;

import org.jspecify.annotations.NullMarked;
