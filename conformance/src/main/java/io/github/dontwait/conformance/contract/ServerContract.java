package io.github.dontwait.conformance.contract;

/** What a polled server promises: a bound ROUTER behind one poller; the rules of every service, and those of polling. */
public interface ServerContract extends ServiceContract, PollingContract {}
