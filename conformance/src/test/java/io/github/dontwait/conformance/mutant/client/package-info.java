/** Wrong as a client: each overrides a step of {@code ModelClient} or {@code MiniDealer}. */
@NullMarked
package io.github.dontwait.conformance.mutant.client;

import org.jspecify.annotations.NullMarked;
