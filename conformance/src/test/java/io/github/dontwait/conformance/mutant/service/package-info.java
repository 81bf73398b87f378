/** Wrong as a service: each overrides a step of {@code ModelService}. */
@NullMarked
package io.github.dontwait.conformance.mutant.service;

import org.jspecify.annotations.NullMarked;
