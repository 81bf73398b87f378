/** The full kill matrix: every mutant by every rule of its role. {@code conformance/measure-kills} runs it. */
@NullMarked
package io.github.dontwait.conformance.cross;

import org.jspecify.annotations.NullMarked;
