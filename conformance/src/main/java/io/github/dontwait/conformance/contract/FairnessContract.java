package io.github.dontwait.conformance.contract;

/** Rules: no peer starves another. */
public interface FairnessContract extends Contract {}
