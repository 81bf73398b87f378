@NullMarked
package io.github.dontwait.testkit.dutycycle;

import org.jspecify.annotations.NullMarked;
