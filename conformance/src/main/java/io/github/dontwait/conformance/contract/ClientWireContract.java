package io.github.dontwait.conformance.contract;

/** Rules: ZMTP as a connecting client must speak it. */
public interface ClientWireContract extends Contract {}
