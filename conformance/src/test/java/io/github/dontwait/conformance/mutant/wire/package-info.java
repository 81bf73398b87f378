/** Wrong on the wire: each overrides a step of {@code MiniRouter}. */
@NullMarked
package io.github.dontwait.conformance.mutant.wire;

import org.jspecify.annotations.NullMarked;
