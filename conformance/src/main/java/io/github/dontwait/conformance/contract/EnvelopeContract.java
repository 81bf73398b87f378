package io.github.dontwait.conformance.contract;

/** Rules: the frames of a message come back as they went, the delimiter among them. */
public interface EnvelopeContract extends Contract {}
