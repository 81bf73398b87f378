/** Real libraries to check the kit against: libzmq in a child process, JeroMQ in this one. */
@NullMarked
package io.github.dontwait.testkit.library;

import org.jspecify.annotations.NullMarked;
