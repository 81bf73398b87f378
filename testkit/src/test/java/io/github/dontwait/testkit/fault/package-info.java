/** Tests of the faults, most of them on real libraries. */
@NullMarked
package io.github.dontwait.testkit.fault;

import org.jspecify.annotations.NullMarked;
