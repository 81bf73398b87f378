package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;

/** Knows no PING. */
@Kills(rule = "HBT-01", says = "to receive PONG")
final class LeavesPingUnanswered extends MiniDealer {

    @Override
    protected void onPing(Link link, int deciseconds, byte[] context) {}
}
