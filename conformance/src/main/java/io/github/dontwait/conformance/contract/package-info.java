/**
 * The rules themselves, one small contract for each group, composed into one for each role; and what lets JUnit run
 * them. What they do to a subject is in {@code stimulus}.
 */
@NullMarked
package io.github.dontwait.conformance.contract;

import org.jspecify.annotations.NullMarked;
