/** Wrong as a process: exit codes, printed lines, signals, what it costs while idle. */
@NullMarked
package io.github.dontwait.conformance.mutant.process;

import org.jspecify.annotations.NullMarked;
