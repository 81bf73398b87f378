package io.github.dontwait.conformance.contract;

/** Rules: requests, replies, time-outs, and what belongs to none. */
public interface ClientExchangeContract extends Contract {}
