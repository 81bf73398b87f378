/** Running rules: in lanes, and what is left when they end. */
@NullMarked
package io.github.dontwait.conformance.run;

import org.jspecify.annotations.NullMarked;
