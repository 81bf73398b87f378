/** What swarms do with right and wrong servers, and how fast. */
@NullMarked
package io.github.dontwait.testkit.swarm;

import org.jspecify.annotations.NullMarked;
