package io.github.dontwait.conformance.contract;

/** Rules: peers and subjects may die and come back. */
public interface RecoveryContract extends Contract {}
