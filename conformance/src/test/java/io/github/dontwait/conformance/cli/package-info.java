/** The command line: what it accepts, what it says, what it exits with. */
@NullMarked
package io.github.dontwait.conformance.cli;

import org.jspecify.annotations.NullMarked;
