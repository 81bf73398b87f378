/**
 * Subjects that are right by construction, and the wrong ones made from them: the ground on which the suite proves that
 * its rules bite. See {@code README.md} in this folder for how to add one.
 *
 * <p>Nothing here uses {@code testkit.wire}: a second pair of eyes must not share the first one's mistakes.
 */
@NullMarked
package io.github.dontwait.conformance.mutant;

import org.jspecify.annotations.NullMarked;
