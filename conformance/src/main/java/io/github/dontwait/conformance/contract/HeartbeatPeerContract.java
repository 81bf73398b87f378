package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.HEARTBEAT;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.HeartbeatWatch;
import io.github.dontwait.conformance.stimulus.RestrainedHeartbeats;

/** Rules: who gets a subject's own heartbeats, and for how long. */
public interface HeartbeatPeerContract extends Contract {

    @Rule(
            id = "HBT-11",
            profile = FULL,
            says = "No heartbeat goes to a peer whose latest message began with an empty frame, so that a REQ keeps its"
                    + " connection and gets its replies; its next message that begins otherwise lets them come.",
            source = "subject contract, Serving (heartbeats)",
            causes = {
                "heartbeats go to every peer alike; a REQ takes an unasked message for a breach of protocol",
                "what the peer's first message was decides for good, instead of its latest",
                "only an empty frame with others behind it counts: a message may be the empty frame alone"
            },
            mutants = {
                "BeatsForEverybody: sends heartbeats to REQ peers too",
                "JudgesByTheFirstMessage: goes by the first message of a peer for ever",
                "LooksForAWholeEnvelope: sends heartbeats to a peer that sent the empty frame alone",
                "NeverForgives: a peer that began with an empty frame once gets none ever"
            },
            needs = HEARTBEAT,
            rung = PROCESS,
            fresh = true,
            settings = {HeartbeatWatch.ON, HeartbeatWatch.LONG_LIFE})
    default void strictPeersGetNoHeartbeats(Bench bench) {
        new RestrainedHeartbeats(bench).require();
    }
}
