package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Closes with linger 0, which is what a socket of JeroMQ's ZContext does. */
@Kills(rule = "SHD-04", says = "replies to requests taken before the stop")
final class DropsRepliesAtStop extends ModelService {

    @Override
    protected void flush(long endNanos) {}
}
