package io.github.dontwait.conformance.contract;

/** Rules: in order, exactly once, nothing lost. */
public interface OrderingContract extends Contract {}
