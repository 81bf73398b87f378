package io.github.dontwait.conformance.contract;

/** Rules: each reply reaches the peer that asked, whatever routing ids peers announce. */
public interface IdentityContract extends Contract {}
