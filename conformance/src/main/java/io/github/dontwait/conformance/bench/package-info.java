/**
 * Puts a subject on the bench: starts and shares subjects, finds out what they are, runs one rule at a time under a
 * watchdog, and turns what happened into a result. Knows no rule.
 */
@NullMarked
package io.github.dontwait.conformance.bench;

import org.jspecify.annotations.NullMarked;
