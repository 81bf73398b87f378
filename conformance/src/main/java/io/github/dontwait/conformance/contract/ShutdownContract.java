package io.github.dontwait.conformance.contract;

/** Rules: the subject stops in order, and says so. */
public interface ShutdownContract extends Contract {}
