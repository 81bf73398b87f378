/** What reports look like, checked to the letter. */
@NullMarked
package io.github.dontwait.conformance.report;

import org.jspecify.annotations.NullMarked;
