package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.ArrayList;
import java.util.List;

/** Puts the frames that a broken connection had begun a reply with before those of the next reply. */
@Kills(rule = "REC-06", says = "it printed \"REPLY 2")
final class KeepsHalfAReply extends MiniDealer {

    private final List<byte[]> begun = new ArrayList<>();

    @Override
    protected void onClosed(Link closed) {
        begun.addAll(closed.parts());
        super.onClosed(closed);
    }

    @Override
    protected void onMessage(Link from, List<byte[]> frames) {
        List<byte[]> all = new ArrayList<>(begun);
        begun.clear();
        all.addAll(frames);
        super.onMessage(from, all);
    }
}
