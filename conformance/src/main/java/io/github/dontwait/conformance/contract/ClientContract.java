package io.github.dontwait.conformance.contract;

/** What a client promises: a connecting DEALER that never waits for one reply before it uses the rest of its window. */
public interface ClientContract
        extends ClientWireContract,
                ClientExchangeContract,
                ClientLifeContract,
                ClientAbsenceContract,
                ClientLinesContract {}
