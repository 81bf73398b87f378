/**
 * The words of the suite: what a rule is, what a subject is, what a verdict is.
 *
 * <p>Values and small interfaces only; running a rule is the business of {@code bench}, deciding which rules exist that
 * of {@code contract}.
 */
@NullMarked
package io.github.dontwait.conformance;

import org.jspecify.annotations.NullMarked;
