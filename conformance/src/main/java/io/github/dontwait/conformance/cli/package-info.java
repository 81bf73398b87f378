/**
 * The command line: one small class for each command, and what they share. Nothing depends on it; what the commands do is
 * done by the other packages, behind {@link io.github.dontwait.conformance.cli.Suite}.
 */
@NullMarked
package io.github.dontwait.conformance.cli;

import org.jspecify.annotations.NullMarked;
