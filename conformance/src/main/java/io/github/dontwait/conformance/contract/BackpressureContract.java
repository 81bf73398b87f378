package io.github.dontwait.conformance.contract;

/** Rules: a peer that does not read costs nobody else anything. */
public interface BackpressureContract extends Contract {}
