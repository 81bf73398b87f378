/** Needs a container engine and the images that {@code .ci/images} builds. */
@NullMarked
package io.github.dontwait.testkit.container;

import org.jspecify.annotations.NullMarked;
