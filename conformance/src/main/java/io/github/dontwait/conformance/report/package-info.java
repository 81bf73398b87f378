/**
 * What is said of a run, in every form: the console's text, JSON, JUnit XML. Each writer prints a {@code Report} and an
 * {@link io.github.dontwait.conformance.report.Invocation}, and decides nothing.
 *
 * <p>And what is said of the rules themselves, without a run: {@link io.github.dontwait.conformance.report.RuleJson},
 * {@link io.github.dontwait.conformance.report.RulesPage}, and with it each
 * {@link io.github.dontwait.conformance.report.Erratum} of the tutorials.
 */
@NullMarked
package io.github.dontwait.conformance.report;

import org.jspecify.annotations.NullMarked;
