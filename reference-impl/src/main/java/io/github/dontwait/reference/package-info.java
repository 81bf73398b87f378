/** A ZeroMQ worker, server and client that never wait past their next duty. */
@NullMarked
package io.github.dontwait.reference;

import org.jspecify.annotations.NullMarked;
