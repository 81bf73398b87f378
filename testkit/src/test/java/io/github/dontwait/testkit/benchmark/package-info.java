/** What the wire costs: {@code testkit/benchmark} runs it. */
@NullMarked
package io.github.dontwait.testkit.benchmark;

import org.jspecify.annotations.NullMarked;
