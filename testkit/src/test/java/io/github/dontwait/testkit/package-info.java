/** What holds for the whole kit: its arrows, and that its page tells the truth. */
@NullMarked
package io.github.dontwait.testkit;

import org.jspecify.annotations.NullMarked;
