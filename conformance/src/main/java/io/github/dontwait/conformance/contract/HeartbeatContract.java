package io.github.dontwait.conformance.contract;

/** Rules: ZMTP's PING and PONG, and the subject's own heartbeats. */
public interface HeartbeatContract extends PingContract, HeartbeatRateContract, HeartbeatPeerContract {}
