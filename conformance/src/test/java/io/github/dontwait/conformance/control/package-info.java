/**
 * Controls: right subjects of other designs than the reference and the plain model. A rule that fails on one of them takes
 * a design for a fault.
 */
@NullMarked
package io.github.dontwait.conformance.control;

import org.jspecify.annotations.NullMarked;
