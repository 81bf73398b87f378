package io.github.dontwait.conformance.contract;

/** Rules: ZMTP as a running ROUTER must speak it: greeting, handshake, framing, commands, malformed peers. */
public interface WireContract
        extends GreetingContract, HandshakeContract, FramingContract, CommandContract, HardenedContract {}
