package io.github.dontwait.conformance.contract;

/** Rules: readiness is a level and a bit mask. */
public interface PollingContract extends Contract {}
