/**
 * What is said of a run, in every form: the console's text, JSON, JUnit XML. Each writer prints a {@code Report} and an
 * {@link io.github.dontwait.conformance.report.Invocation}, and decides nothing.
 */
@NullMarked
package io.github.dontwait.conformance.report;

import org.jspecify.annotations.NullMarked;
