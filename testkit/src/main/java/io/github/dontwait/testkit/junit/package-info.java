/**
 * The kit in JUnit Jupiter: one annotation that injects peers, servers and contexts, closes them, explains failures, and
 * sees what a test leaves behind. {@code DontwaitTest} is the entry. Nothing else of the kit needs JUnit.
 */
@NullMarked
package io.github.dontwait.testkit.junit;

import org.jspecify.annotations.NullMarked;
