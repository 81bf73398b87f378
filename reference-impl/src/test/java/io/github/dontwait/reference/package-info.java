/** Tests of the reference: stepped without threads, live over tcp, and as a process. */
@NullMarked
package io.github.dontwait.reference;

import org.jspecify.annotations.NullMarked;
