/** Runs the rules of a role against a subject and gathers a report; what the command line stands on. */
@NullMarked
package io.github.dontwait.conformance.run;

import org.jspecify.annotations.NullMarked;
