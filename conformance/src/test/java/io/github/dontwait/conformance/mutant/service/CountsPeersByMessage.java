package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Counts a peer anew with every message. */
@Kills(rule = "NBL-12", says = "\"peers\" to grow by 3")
final class CountsPeersByMessage extends ModelService {

    private int messages;

    @Override
    protected void hear(Incoming message) {
        super.hear(message);
        messages++;
    }

    @Override
    protected int peers() {
        return messages;
    }
}
