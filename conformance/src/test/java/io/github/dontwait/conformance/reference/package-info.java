/** The reference implementation as a user's code: in this JVM, on its public API, held to the contracts under JUnit. */
@NullMarked
package io.github.dontwait.conformance.reference;

import org.jspecify.annotations.NullMarked;
