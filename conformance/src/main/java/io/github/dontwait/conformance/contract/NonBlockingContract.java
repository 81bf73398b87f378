package io.github.dontwait.conformance.contract;

/** Rules: the loop never waits past its next duty, whatever one peer does. */
public interface NonBlockingContract extends Contract {}
