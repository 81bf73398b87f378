/** Checks an adapter before any rule runs: does it start, say READY, answer, obey its own verbs, and stop in order. */
@NullMarked
package io.github.dontwait.conformance.cli.doctor;

import org.jspecify.annotations.NullMarked;
