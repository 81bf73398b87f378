/** Bytes as values: frames, routing ids, envelopes, messages. Depends on the JDK alone. */
@NullMarked
package io.github.dontwait.testkit.message;

import org.jspecify.annotations.NullMarked;
