@NullMarked
package io.github.dontwait.testkit.assertion;

import org.jspecify.annotations.NullMarked;
