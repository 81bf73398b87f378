/** What rules do to subjects and how they look at what comes back: floods, strangers, half-open connections, samples. */
@NullMarked
package io.github.dontwait.conformance.stimulus;

import org.jspecify.annotations.NullMarked;
