/**
 * The ways to plug a subject in: a process, a container, a running endpoint, the reference implementation, a class.
 *
 * <p>Everything about processes lives here: starting one, telling when it is ready, reading what it prints, ending it
 * with all that it started. The rest of the suite sees {@link io.github.dontwait.conformance.Subject} only.
 */
@NullMarked
package io.github.dontwait.conformance.subject;

import org.jspecify.annotations.NullMarked;
