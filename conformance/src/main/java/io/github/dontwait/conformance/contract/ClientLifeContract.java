package io.github.dontwait.conformance.contract;

/** Rules: servers that are absent, mute, restarted; and the client's own end. */
public interface ClientLifeContract extends Contract {}
